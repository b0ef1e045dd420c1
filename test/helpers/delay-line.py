"""A cable with a delay between two network namespaces, for kernels without netem: every packet waits half of the round trip,
and some are lost.

Usage: delay-line.py NAMESPACE_A ADDRESS,ADDRESS NAMESPACE_B ADDRESS,ADDRESS ROUND_TRIP_MS [LOSS_PERCENT]
Prints "up" when packets pass and runs until it is ended; the devices go with it.
"""
import fcntl
import heapq
import os
import random
import select
import struct
import subprocess
import sys
import time

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000


def open_tun(name, namespace, addresses):
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH", name.encode(), IFF_TUN | IFF_NO_PI))
    subprocess.run(["ip", "link", "set", name, "netns", namespace], check=True)
    for address in addresses:
        more = ["nodad"] if ":" in address else []
        subprocess.run(["ip", "-n", namespace, "address", "add", address, "dev", name, *more], check=True)
    subprocess.run(["ip", "-n", namespace, "link", "set", name, "up"], check=True)
    return device


namespace_a, addresses_a, namespace_b, addresses_b, round_trip = sys.argv[1:6]
loss = float(sys.argv[6]) / 100 if len(sys.argv) > 6 else 0
one_way = float(round_trip) / 2000
ends = [
    open_tun("ttp%da" % os.getpid(), namespace_a, addresses_a.split(",")),
    open_tun("ttp%db" % os.getpid(), namespace_b, addresses_b.split(",")),
]
other = {ends[0]: ends[1], ends[1]: ends[0]}
waiting, count = [], 0
print("up", flush=True)
while True:
    now = time.monotonic()
    while waiting and waiting[0][0] <= now:
        _, _, target, packet = heapq.heappop(waiting)
        os.write(target, packet)
    # The last part of a millisecond is waited for awake, for a sleeping process comes late.
    pause = max(0, waiting[0][0] - now - 0.0015) if waiting else 1
    for device in select.select(ends, [], [], pause)[0]:
        packet = os.read(device, 65535)
        if random.random() < loss:
            continue
        count += 1
        heapq.heappush(waiting, (time.monotonic() + one_way, count, other[device], packet))
