/**
 * What public documentation says of firewalls, load balancers and NAT gateways: the timers after
 * which they forget a TCP session, each with the page it was read on. Nothing here is measured.
 */
@NullMarked
package io.tuplewatch.firewall;

import org.jspecify.annotations.NullMarked;
