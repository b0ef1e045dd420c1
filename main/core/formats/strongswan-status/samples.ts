/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'swanctl --list-sas',
    text: `AzureGateway: #1, ESTABLISHED, IKEv2, 329bd7e4b175ebf2_i* 3c5ba12ee4df305e_r
  local  'onprem.example' @ 203.0.113.10[4500]
  remote '198.51.100.20' @ 198.51.100.20[4500]
  AES_CBC-256/HMAC_SHA2_256_128/PRF_HMAC_SHA2_256/MODP_2048
  established 420s ago, rekeying in 13473s
  net: #1, reqid 1, INSTALLED, TUNNEL-in-UDP, ESP:AES_GCM_16-256
    installed 420s ago, rekeying in 25400s, expires in 29700s
    in  30e7339f,    252 bytes,     3 packets,     0s ago
    out c2aea074,      0 bytes,     0 packets
    local  192.168.50.0/24 192.168.51.0/24
    remote 10.20.0.0/16
Branch: #2, CONNECTING, IKEv1, 1f2bd7e4b175ebf2_i* 0000000000000000_r
  local  '%any' @ 203.0.113.10[500]
  remote '%any' @ 192.0.2.7[500]
  active:  ISAKMP_VENDOR ISAKMP_CERT_PRE MAIN_MODE ISAKMP_CERT_POST ISAKMP_NATD QUICK_MODE
`,
  },
  {
    name: 'ipsec statusall',
    text: `Status of IKE charon daemon (strongSwan 5.9.8, Linux 6.1.0-18-amd64, x86_64):
  uptime: 11 seconds, since Nov 28 07:47:05 2026
  worker threads: 6 of 16 idle, 6/0/4/0 working, job queue: 0/0/0/0, scheduled: 5
Listening IP addresses:
  203.0.113.10
Connections:
       azure:  203.0.113.10...198.51.100.20  IKEv2, dpddelay=30s
       azure:   local:  [onprem.example] uses pre-shared key authentication
       azure:   remote: [198.51.100.20] uses pre-shared key authentication
       azure:   child:  192.168.50.0/24 === 10.20.0.0/16 TUNNEL, dpdaction=restart
Security Associations (1 up, 1 connecting):
       azure[4]: ESTABLISHED 11 seconds ago, 203.0.113.10[onprem.example]...198.51.100.20[198.51.100.20]
       azure[4]: IKEv2 SPIs: 329bd7e4b175ebf2_i* 3c5ba12ee4df305e_r, rekeying in 3 hours
       azure[4]: IKE proposal: AES_CBC_256/HMAC_SHA2_256_128/PRF_HMAC_SHA2_256/MODP_2048
       azure{9}:  INSTALLED, TUNNEL, reqid 1, ESP in UDP SPIs: 30e7339f_i c2aea074_o
       azure{9}:  AES_CBC_256/HMAC_SHA2_256_128, 252 bytes_i (3 pkts, 0s ago), 0 bytes_o, rekeying in 45 minutes
       azure{9}:   192.168.50.0/24 === 10.20.0.0/16
      branch[5]: CONNECTING, 203.0.113.10[%any]...192.0.2.7[%any]
      branch[5]: IKEv1 SPIs: 1f2bd7e4b175ebf2_i* 0000000000000000_r
`,
  },
];
