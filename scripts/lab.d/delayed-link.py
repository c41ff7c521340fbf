#!/usr/bin/env python3
"""A link whose one end hears late: two TUN devices, "lan" and "client", whose packets go from the first
to the second at once, and back after so many milliseconds. For kernels without tc's netem.

    delayed-link.py MILLISECONDS

Prints "ready" when both are there; goes on until it is ended. The devices may be moved to other network
namespaces meanwhile.
"""
import collections
import fcntl
import os
import select
import struct
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TUN, IFF_NO_PI = 0x0001, 0x1000
LARGEST = 65535


def tun(name):
    device = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH", name.encode(), IFF_TUN | IFF_NO_PI))
    return device


def send(device, packet):
    try:
        os.write(device, packet)
    except OSError:
        pass  # the other end is down, as a cable may be


def main():
    delay = float(sys.argv[1]) / 1000
    early, late = tun("lan"), tun("client")
    print("ready", flush=True)
    waiting = collections.deque()
    while True:
        wait = max(0, waiting[0][0] - time.monotonic()) if waiting else None
        readable, _, _ = select.select([early, late], [], [], wait)
        if early in readable:
            send(late, os.read(early, LARGEST))
        if late in readable:
            waiting.append((time.monotonic() + delay, os.read(late, LARGEST)))
        while waiting and waiting[0][0] <= time.monotonic():
            send(early, waiting.popleft()[1])


main()
