/** Outputs that this format must win against every other format; from libreswan 4.10 itself. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'log file, IKEv2 with a wrong key',
    text: `Nov 28 08:37:43.974600: "azure": IKE SA proposals (connection add):
Nov 28 08:37:43.974607: "azure":   1:IKE=AES_CBC_256-HMAC_SHA2_256-HMAC_SHA2_256_128-MODP2048
Nov 28 08:37:43.974627: "azure":   1:ESP=AES_CBC_256-HMAC_SHA2_256_128-NONE-ENABLED+DISABLED
Nov 28 08:37:43.974676: "azure": added IKEv2 connection
Nov 28 08:37:44.009444: "azure" #1: initiating IKEv2 connection
Nov 28 08:37:44.011175: "azure" #1: sent IKE_SA_INIT request to 198.51.100.20:500
Nov 28 08:37:44.014163: "azure" #1: sent IKE_AUTH request {cipher=AES_CBC_256 integ=HMAC_SHA2_256_128 prf=HMAC_SHA2_256 group=MODP2048}
Nov 28 08:37:44.019492: "azure" #1: IKE SA authentication request rejected by peer: AUTHENTICATION_FAILED
Nov 28 08:37:44.019544: "azure" #1: encountered fatal error in state STATE_V2_PARENT_I2
Nov 28 08:37:44.019853: "azure" #1: deleting state (STATE_V2_PARENT_I2) aged 0.010435s and NOT sending notification
`,
  },
  {
    name: 'syslog of a responder without a common proposal',
    text: `Nov 28 08:37:52 gw pluto[812]: "azure" #1: no local proposal matches remote proposals 1:IKE:ENCR=AES_CBC_128;PRF=HMAC_SHA2_256;INTEG=HMAC_SHA2_256_128;DH=MODP2048
Nov 28 08:37:52 gw pluto[812]: "azure" #1: responding to IKE_SA_INIT message (ID 0) from 198.51.100.20:500 with unencrypted notification NO_PROPOSAL_CHOSEN
Nov 28 08:37:52 gw pluto[812]: "azure" #1: encountered fatal error in state STATE_V2_PARENT_R0
Nov 28 08:37:52 gw pluto[812]: "azure" #1: deleting state (STATE_V2_PARENT_R0) aged 0.000092s and NOT sending notification
`,
  },
  {
    name: 'ipsec auto --up',
    text: `181 "azure"[1] 198.51.100.20 #1: initiating IKEv2 connection
181 "azure"[1] 198.51.100.20 #1: sent IKE_SA_INIT request to 198.51.100.20:500
010 "azure"[1] 198.51.100.20 #1: STATE_V2_PARENT_I1: retransmission; will wait 0.5 seconds for response
031 "azure"[1] 198.51.100.20 #1: STATE_V2_PARENT_I1: 8 second timeout exceeded after 4 retransmits.  No response (or no acceptable response) to our first IKEv2 message
`,
  },
  {
    name: 'ipsec status',
    text: `000 using kernel interface: xfrm
000 "azure": 192.168.50.0/24===203.0.113.10...198.51.100.20===10.20.0.0/16; erouted; eroute owner: #2
000 "azure":     oriented; my_ip=unset; their_ip=unset; my_updown=ipsec _updown;
000 Total IPsec connections: loaded 1, active 1
000 #1: "azure":500 STATE_V2_ESTABLISHED_IKE_SA (established IKE SA); REKEY in 27907s; REPLACE in 28798s; newest; idle;
000 #2: "azure":500 STATE_V2_ESTABLISHED_CHILD_SA (established Child SA); REKEY in 27900s; REPLACE in 28790s; newest; eroute owner; IKE SA #1; idle;
`,
  },
];
