/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'TCP connect',
    text: `PsPing v2.10 - PsPing - ping, latency, bandwidth measurement utility
Copyright (C) 2012-2016 Mark Russinovich
Sysinternals - www.sysinternals.com

TCP connect to 10.20.1.4:443:
5 iterations (warmup 1) ping test:
Connecting to 10.20.1.4:443 (warmup): from 10.1.0.10:50001: 14.20ms
Connecting to 10.20.1.4:443: from 10.1.0.10:50002: 12.31ms
Connecting to 10.20.1.4:443: from 10.1.0.10:50003: 13.05ms
Connecting to 10.20.1.4:443: from 10.1.0.10:50004: 11.97ms
Connecting to 10.20.1.4:443: from 10.1.0.10:50005: 12.47ms

TCP connect statistics for 10.20.1.4:443:
  Sent = 4, Received = 4, Lost = 0 (0% loss),
  Minimum = 11.97ms, Maximum = 13.05ms, Average = 12.45ms
`,
  },
  {
    name: 'ICMP',
    text: `PsPing v2.10 - PsPing - ping, latency, bandwidth measurement utility
Copyright (C) 2012-2016 Mark Russinovich
Sysinternals - www.sysinternals.com

Pinging 10.20.1.4 with 32 bytes of data:
4 iterations (warmup 1) ping test:
Reply from 10.20.1.4: 41.93ms
Reply from 10.20.1.4: 41.60ms
Request timed out.
Reply from 10.20.1.4: 42.01ms

Ping statistics for 10.20.1.4:
  Sent = 3, Received = 2, Lost = 1 (33% loss),
  Minimum = 41.60ms, Maximum = 42.01ms, Average = 41.80ms
`,
  },
  {
    name: 'bandwidth without banner',
    text: `Setting warmup count to match number of outstanding I/Os: 16
TCP bandwidth test connecting to 10.20.1.4:5000: Connected
316 iterations (16 warmup) sending 8192 bytes TCP bandwidth test:  100%

TCP sender bandwidth statistics:
  Sent = 300, Size = 8192, Total Bytes: 2457600,
  Minimum = 11.93 MB/s, Maximum = 12.86 MB/s, Average = 12.50 MB/s

Bandwidth       Count
12509184.28       1
13485465.60       1
`,
  },
  {
    name: 'tcping',
    text: `
Probing 10.20.1.4:443/tcp - Port is open - time=21.5ms
Probing 10.20.1.4:443/tcp - No response - time=2016.1ms

Ping statistics for 10.20.1.4:443
     2 probes sent.
     1 successful, 1 failed.  (50.00% fail)
`,
  },
];
