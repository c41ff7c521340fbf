package io.tuplewatch.recording;

/** Names of the fields that connects and closes have, in Flight Recorder and in JSON lines. */
public final class FieldNames {

  public static final String JVM_ID = "jvmId";
  public static final String CONNECTION_ID = "connectionId";
  public static final String DURATION = "duration";
  public static final String START_TIME = "startTime";
  public static final String HOST = "host";
  public static final String ADDRESS = "address";
  public static final String PORT = "port";
  public static final String LOCAL_ADDRESS = "localAddress";
  public static final String LOCAL_PORT = "localPort";
  public static final String BOUND = "bound";
  public static final String OUTCOME = "outcome";
  public static final String EXCEPTION_CLASS = "exceptionClass";
  public static final String EXCEPTION_MESSAGE = "exceptionMessage";
  public static final String TIMEOUT = "timeout";
  public static final String API = "api";
  public static final String SINCE_PREVIOUS_USE = "sincePreviousUse";
  public static final String SINCE_CONNECTED_USE = "sinceConnectedUse";
  public static final String PREVIOUS_OUTCOME = "previousOutcome";
  public static final String PREVIOUS_CLOSED_BY = "previousClosedBy";
  public static final String CLOSED_BY = "closedBy";

  private FieldNames() {}
}
