/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'relog',
    text: `"(PDH-CSV 4.0) (Tokyo Standard Time)(-540)","\\\\HQ-RRAS01\\RAS Total\\Bytes Received/Sec","\\\\HQ-RRAS01\\RAS Total\\Bytes Transmitted/Sec","\\\\HQ-RRAS01\\Processor(_Total)\\% Processor Time"
"11/18/2026 10:00:00.118"," "," "," "
"11/18/2026 10:00:30.118","2625328.408229","1462020.099319","19.161273"
`,
  },
  {
    name: 'typeperf on a German server',
    text: `
"(PDH-CSV 4.0)";"\\\\HQ-RRAS01\\RAS insgesamt\\Empfangene Bytes/s";"\\\\HQ-RRAS01\\Netzwerkschnittstelle(vmxnet3)\\Gesendete Bytes/s"
"11/18/2026 10:00:00.118";"1000,5";"-1"
`,
  },
];
