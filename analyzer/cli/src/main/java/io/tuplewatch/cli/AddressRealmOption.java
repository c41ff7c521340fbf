package io.tuplewatch.cli;

import io.tuplewatch.connection.AddressRealm;
import picocli.CommandLine.Option;

/** Within what an address is one, for commands that read recordings of several hosts. */
final class AddressRealmOption {

  @Option(
      names = "--address-realm",
      paramLabel = "REALM",
      defaultValue = "namespace",
      description =
          "Within what an address is one: namespace (network namespace), host, or shared (all that"
              + " is recorded, for pod addresses that pass from one pod to another). Default:"
              + " ${DEFAULT-VALUE}.")
  private AddressRealm addressRealm;

  AddressRealm addressRealm() {
    return addressRealm;
  }
}
