/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'English',
    text: `
Pinging web01 [10.20.1.4] with 32 bytes of data:
Reply from 10.20.1.4: bytes=32 time=12ms TTL=126
Reply from 10.20.1.4: bytes=32 time=13ms TTL=126
Request timed out.
Reply from 10.20.1.4: bytes=32 time<1ms TTL=126

Ping statistics for 10.20.1.4:
    Packets: Sent = 4, Received = 3, Lost = 1 (25% loss),
Approximate round trip times in milli-seconds:
    Minimum = 0ms, Maximum = 13ms, Average = 8ms
`,
  },
  {
    name: 'Japanese',
    text: `
10.20.1.4 に ping を送信しています 32 バイトのデータ:
10.20.1.4 からの応答: バイト数 =32 時間 =12ms TTL=126
10.20.1.4 からの応答: バイト数 =32 時間 =13ms TTL=126
10.20.1.4 からの応答: バイト数 =32 時間 <1ms TTL=126
10.20.1.4 からの応答: バイト数 =32 時間 =12ms TTL=126

10.20.1.4 の ping 統計:
    パケット数: 送信 = 4、受信 = 4、損失 = 0 (0% の損失)、
ラウンド トリップの概算時間 (ミリ秒):
    最小 = 0ms、最大 = 13ms、平均 = 9ms
`,
  },
  {
    name: 'Linux',
    text: `PING 10.20.1.4 (10.20.1.4) 56(84) bytes of data.
64 bytes from 10.20.1.4: icmp_seq=1 ttl=62 time=12.4 ms
64 bytes from 10.20.1.4: icmp_seq=2 ttl=62 time=12.9 ms

--- 10.20.1.4 ping statistics ---
2 packets transmitted, 2 received, 0% packet loss, time 1001ms
rtt min/avg/max/mdev = 12.400/12.650/12.900/0.250 ms
`,
  },
];
