/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'English',
    text: `
Tracing route to 10.20.1.4 over a maximum of 30 hops

  1    <1 ms    <1 ms    <1 ms  10.1.0.1
  2     *        *        *     Request timed out.
  3    12 ms    12 ms    13 ms  10.20.1.4

Trace complete.
`,
  },
  {
    name: 'Japanese',
    text: `
web01 [10.20.1.4] へのルートをトレースしています
経由するホップ数は最大 30 です:

  1    <1 ms     1 ms     1 ms  10.1.0.1
  2     *        *        *     要求がタイムアウトしました。
  3  10.1.0.1  レポート: 宛先ホストに到達できません。

トレースを完了しました。
`,
  },
  {
    name: 'Linux',
    text: `traceroute to 10.20.1.4 (10.20.1.4), 30 hops max, 60 byte packets
 1  gw.local (10.1.0.1)  0.456 ms  0.512 ms  0.601 ms
 2  * * *
 3  10.20.1.4 (10.20.1.4)  12.101 ms !X  12.223 ms  12.305 ms
`,
  },
];
