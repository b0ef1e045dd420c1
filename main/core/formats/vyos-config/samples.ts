/** Outputs that this format must win against every other format, in the shapes of the VyOS documentation (site-to-site IPsec, Azure). */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'show configuration commands, 1.4',
    text: `vyos@gw:~$ show configuration commands | match vpn
set vpn ipsec authentication psk azure id '198.51.100.20'
set vpn ipsec authentication psk azure secret '############'
set vpn ipsec esp-group AZURE lifetime '27000'
set vpn ipsec esp-group AZURE pfs 'disable'
set vpn ipsec esp-group AZURE proposal 1 encryption 'aes256'
set vpn ipsec esp-group AZURE proposal 1 hash 'sha256'
set vpn ipsec ike-group AZURE dead-peer-detection interval '15'
set vpn ipsec ike-group AZURE key-exchange 'ikev2'
set vpn ipsec ike-group AZURE lifetime '28800'
set vpn ipsec ike-group AZURE proposal 1 dh-group '2'
set vpn ipsec ike-group AZURE proposal 1 encryption 'aes256'
set vpn ipsec ike-group AZURE proposal 1 hash 'sha1'
set vpn ipsec site-to-site peer azure authentication local-id '203.0.113.10'
set vpn ipsec site-to-site peer azure authentication mode 'pre-shared-secret'
set vpn ipsec site-to-site peer azure authentication remote-id '198.51.100.20'
set vpn ipsec site-to-site peer azure ike-group 'AZURE'
set vpn ipsec site-to-site peer azure local-address '203.0.113.10'
set vpn ipsec site-to-site peer azure remote-address '198.51.100.20'
set vpn ipsec site-to-site peer azure vti bind 'vti1'
set vpn ipsec site-to-site peer azure vti esp-group 'AZURE'
`,
  },
  {
    name: 'show configuration, 1.3',
    text: `vpn {
    ipsec {
        esp-group ESP {
            lifetime 3600
            pfs enable
            proposal 1 {
                encryption aes128gcm128
                hash sha256
            }
        }
        ike-group IKE {
            key-exchange ikev1
            proposal 1 {
                dh-group 14
                encryption aes256
                hash sha256
            }
        }
        site-to-site {
            peer 198.51.100.20 {
                authentication {
                    id 203.0.113.10
                    mode pre-shared-secret
                    pre-shared-secret ############
                }
                ike-group IKE
                local-address 203.0.113.10
                tunnel 1 {
                    esp-group ESP
                    local {
                        prefix 192.168.50.0/24
                    }
                    remote {
                        prefix 10.20.0.0/16
                    }
                }
            }
        }
    }
}
`,
  },
];
