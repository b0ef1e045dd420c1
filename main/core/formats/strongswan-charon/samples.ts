/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'log file, IKEv2 with a wrong key',
    text: `2026-11-22T07:04:31.285 13[IKE] <AzureGateway|1> initiating IKE_SA AzureGateway[1] to 198.51.100.20
2026-11-22T07:04:31.288 13[CFG] <AzureGateway|1> configured proposals: IKE:AES_CBC_256/HMAC_SHA2_256_128/PRF_HMAC_SHA2_256/MODP_1024
2026-11-22T07:04:31.288 13[ENC] <AzureGateway|1> generating IKE_SA_INIT request 0 [ SA KE No N(NATD_S_IP) N(NATD_D_IP) N(FRAG_SUP) ]
2026-11-22T07:04:31.288 13[NET] <AzureGateway|1> sending packet: from 203.0.113.10[500] to 198.51.100.20[500] (336 bytes)
2026-11-22T07:04:31.294 15[NET] <AzureGateway|1> received packet: from 198.51.100.20[500] to 203.0.113.10[500] (344 bytes)
2026-11-22T07:04:31.294 15[ENC] <AzureGateway|1> parsed IKE_SA_INIT response 0 [ SA KE No N(NATD_S_IP) N(NATD_D_IP) ]
2026-11-22T07:04:31.296 15[ENC] <AzureGateway|1> generating IKE_AUTH request 1 [ IDi N(INIT_CONTACT) IDr AUTH SA TSi TSr ]
2026-11-22T07:04:31.297 14[ENC] <AzureGateway|1> parsed IKE_AUTH response 1 [ N(AUTH_FAILED) ]
2026-11-22T07:04:31.297 14[IKE] <AzureGateway|1> received AUTHENTICATION_FAILED notify error
`,
  },
  {
    name: 'syslog without names of the IKE SA',
    text: `Nov 18 10:00:00 fw charon: 05[IKE] initiating IKE_SA azure[7] to 198.51.100.20
Nov 18 10:00:00 fw charon: 05[NET] sending packet: from 203.0.113.10[500] to 198.51.100.20[500] (336 bytes)
Nov 18 10:00:04 fw charon: 09[IKE] retransmit 1 of request with message ID 0
Nov 18 10:00:04 fw charon: 09[NET] sending packet: from 203.0.113.10[500] to 198.51.100.20[500] (336 bytes)
Nov 18 10:02:45 fw charon: 11[IKE] giving up after 5 retransmits
Nov 18 10:02:45 fw charon: 11[IKE] establishing IKE_SA failed, peer not responding
`,
  },
  {
    name: 'journal of charon-systemd',
    text: `Jan 23 16:27:58 gw1 charon-systemd[1158]: initiating IKE_SA azure[3] to 198.51.100.20
Jan 23 16:27:58 gw1 charon-systemd[1158]: generating IKE_SA_INIT request 0 [ SA KE No N(NATD_S_IP) N(NATD_D_IP) N(FRAG_SUP) ]
Jan 23 16:27:58 gw1 charon-systemd[1158]: sending packet: from 203.0.113.10[500] to 198.51.100.20[500] (304 bytes)
Jan 23 16:27:58 gw1 charon-systemd[1158]: received packet: from 198.51.100.20[500] to 203.0.113.10[500] (36 bytes)
Jan 23 16:27:58 gw1 charon-systemd[1158]: parsed IKE_SA_INIT response 0 [ N(NO_PROP) ]
Jan 23 16:27:58 gw1 charon-systemd[1158]: received NO_PROPOSAL_CHOSEN notify error
`,
  },
  {
    name: 'pfSense, RFC 5424',
    text: `<30>1 2026-11-18T10:00:00.123456+09:00 fw.example.net charon 81234 - - 14[IKE] <con1|4> initiating Main Mode IKE_SA con1[4] to 198.51.100.20
<30>1 2026-11-18T10:00:00.124456+09:00 fw.example.net charon 81234 - - 14[ENC] <con1|4> generating ID_PROT request 0 [ SA V V V V V ]
<30>1 2026-11-18T10:00:00.133456+09:00 fw.example.net charon 81234 - - 15[IKE] <con1|4> IKE_SA con1[4] established between 203.0.113.10[203.0.113.10]...198.51.100.20[198.51.100.20]
<30>1 2026-11-18T10:00:00.143456+09:00 fw.example.net charon 81234 - - 15[IKE] <con1|4> CHILD_SA con1{9} established with SPIs c3a1f2b4_i d4b2a1c3_o and TS 192.168.50.0/24 === 10.20.0.0/16
`,
  },
];
