package io.tuplewatch.cli;

import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A tab of Chromium that a test uses, over its DevTools protocol. Not thread-safe. */
final class BrowserTab implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 120;
  private static final JsonFactory JSON = new JsonFactory();

  private final Process browser;
  private final WebSocket socket;
  private final BlockingQueue<String> received;
  private final List<String> requests = new ArrayList<>();
  private final List<String> console = new ArrayList<>();
  private int commands;

  private BrowserTab(Process browser, WebSocket socket, BlockingQueue<String> received) {
    this.browser = browser;
    this.socket = socket;
    this.received = received;
  }

  /** An empty tab of a browser that works in a new directory. */
  static BrowserTab start(Path directory) throws IOException, InterruptedException {
    Process browser = Browser.find(directory).start(directory, "--remote-debugging-port=0");
    String address = "";
    for (String line; address.isEmpty() && (line = browser.inputReader().readLine()) != null; ) {
      address = line.startsWith("DevTools listening on ") ? line.substring(22).strip() : "";
    }
    if (address.isEmpty()) {
      fail("the browser offers no tools");
    }
    Thread rest = new Thread(() -> browser.inputReader().lines().forEach(line -> {}));
    rest.setDaemon(true);
    rest.start();
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    URI uri = URI.create(address);
    String tab = newTab("http://" + uri.getAuthority());
    WebSocket socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(tab), new Listener(received))
            .join();
    BrowserTab opened = new BrowserTab(browser, socket, received);
    for (String domain : List.of("Page", "Network", "Runtime", "Log")) {
      opened.send(domain + ".enable", Map.of());
    }
    return opened;
  }

  private static String newTab(String tools) throws IOException, InterruptedException {
    String answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(tools + "/json/new"))
                    .PUT(HttpRequest.BodyPublishers.noBody())
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    return text(answer, "webSocketDebuggerUrl");
  }

  /** Puts the parts of messages together. */
  private static final class Listener implements WebSocket.Listener {
    private final BlockingQueue<String> received;
    private final StringBuilder message = new StringBuilder();

    Listener(BlockingQueue<String> received) {
      this.received = received;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      message.append(part);
      if (last) {
        received.add(message.toString());
        message.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }

  /** Opens a page and waits until it says that it is ready. */
  void open(Path page) throws IOException, InterruptedException {
    send("Page.navigate", Map.of("url", page.toUri().toString()));
    await("Page.loadEventFired");
    evaluate(
        "new Promise(done => { const look = () => document.documentElement.dataset.ready === 'true'"
            + " ? done('') : setTimeout(look, 20); look(); })");
  }

  /** What a script gives; a promise is waited for. */
  String evaluate(String script) throws IOException, InterruptedException {
    String answer =
        send(
            "Runtime.evaluate",
            Map.of("expression", script, "returnByValue", true, "awaitPromise", true));
    if (answer.contains("\"exceptionDetails\"")) {
      fail(script + ": " + answer);
    }
    return text(answer, "value");
  }

  void size(int width, int height) throws IOException, InterruptedException {
    send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Light or dark, as the system would ask for it. */
  void colourScheme(String scheme) throws IOException, InterruptedException {
    Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
    send("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  /** The time zone of the browser's machine. */
  void zone(String id) throws IOException, InterruptedException {
    send("Emulation.setTimezoneOverride", Map.of("timezoneId", id));
  }

  byte[] screenshot() throws IOException, InterruptedException {
    return Base64.getDecoder().decode(text(send("Page.captureScreenshot", Map.of()), "data"));
  }

  byte[] pdf() throws IOException, InterruptedException {
    return Base64.getDecoder()
        .decode(text(send("Page.printToPDF", Map.of("preferCSSPageSize", true)), "data"));
  }

  /** Addresses that were asked for. */
  List<String> requests() {
    return requests;
  }

  /** What was written to the console, and what the browser complained of. */
  List<String> console() {
    return console;
  }

  private String send(String method, Map<String, ?> parameters)
      throws IOException, InterruptedException {
    int id = ++commands;
    StringWriter command = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(command)) {
      json.writeStartObject();
      json.writeNumberField("id", id);
      json.writeStringField("method", method);
      json.writeObjectFieldStart("params");
      writeFields(parameters, json);
      json.writeEndObject();
      json.writeEndObject();
    }
    socket.sendText(command.toString(), true).join();
    for (String answer; (answer = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)) != null; ) {
      if (answer.startsWith("{\"id\":" + id + ",")) {
        return answer;
      }
      note(answer);
    }
    return fail("the browser does not answer " + method);
  }

  private static void writeFields(Map<?, ?> fields, JsonGenerator json) throws IOException {
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      json.writeFieldName(String.valueOf(field.getKey()));
      write(field.getValue(), json);
    }
  }

  private static void write(Object value, JsonGenerator json) throws IOException {
    if (value instanceof Map<?, ?> fields) {
      json.writeStartObject();
      writeFields(fields, json);
      json.writeEndObject();
    } else if (value instanceof List<?> elements) {
      json.writeStartArray();
      for (Object element : elements) {
        write(element, json);
      }
      json.writeEndArray();
    } else {
      json.writeObject(value);
    }
  }

  private void await(String event) throws IOException, InterruptedException {
    for (String answer; (answer = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)) != null; ) {
      if (event.equals(text(answer, "method"))) {
        return;
      }
      note(answer);
    }
    fail("the browser tells of no " + event);
  }

  private void note(String event) throws IOException {
    switch (text(event, "method")) {
      case "Network.requestWillBeSent" -> requests.add(text(event, "url"));
      case "Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded" ->
          console.add(event);
      default -> {}
    }
  }

  /** The first text field of this name. */
  private static String text(String json, String field) throws IOException {
    try (JsonParser parser = JSON.createParser(json)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME && field.equals(parser.currentName())) {
          parser.nextToken();
          return parser.getText();
        }
      }
    }
    return "";
  }

  @Override
  public void close() {
    socket.abort();
    browser.descendants().forEach(ProcessHandle::destroyForcibly);
    browser.destroyForcibly();
  }
}
