/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'IOS-XE, route-based with IKEv2',
    text: `hostname rtr1
!
crypto ikev2 proposal azure-proposal
 encryption aes-cbc-256 aes-cbc-128
 integrity sha256
 group 14 2
!
crypto ikev2 policy azure-policy
 proposal azure-proposal
!
crypto ikev2 keyring azure-keyring
 peer 198.51.100.20
  address 198.51.100.20
  pre-shared-key <removed>
 !
crypto ikev2 profile azure-profile
 match identity remote address 198.51.100.20 255.255.255.255
 identity local address 203.0.113.10
 authentication remote pre-share
 authentication local pre-share
 keyring local azure-keyring
 lifetime 28800
 dpd 10 5 on-demand
!
crypto ipsec transform-set azure-ts esp-aes 256 esp-sha256-hmac
 mode tunnel
!
crypto ipsec profile azure-ipsec
 set security-association lifetime seconds 27000
 set transform-set azure-ts
 set pfs group14
 set ikev2-profile azure-profile
!
interface Tunnel11
 ip address 169.254.0.1 255.255.255.252
 tunnel source GigabitEthernet0/0/0
 tunnel mode ipsec ipv4
 tunnel destination 198.51.100.20
 tunnel protection ipsec profile azure-ipsec
!
interface GigabitEthernet0/0/0
 ip address 203.0.113.10 255.255.255.0
`,
  },
  {
    name: 'IOS, policy-based with IKEv1',
    text: `crypto isakmp policy 10
 encr aes 256
 hash sha256
 authentication pre-share
 group 14
 lifetime 28800
crypto isakmp key ****** address 198.51.100.20
!
crypto ipsec transform-set TS esp-aes 256 esp-sha-hmac
 mode tunnel
!
crypto map CMAP 10 ipsec-isakmp
 set peer 198.51.100.20
 set transform-set TS
 set pfs group2
 match address 101
!
interface GigabitEthernet0/0
 ip address 203.0.113.10 255.255.255.0
 crypto map CMAP
!
access-list 101 permit ip 192.168.50.0 0.0.0.255 10.20.0.0 0.0.255.255
`,
  },
  {
    name: 'ASA, policy-based with IKEv2',
    text: `ASA Version 9.16(3)
hostname asa1
interface GigabitEthernet0/0
 nameif outside
 security-level 0
 ip address 203.0.113.10 255.255.255.0
object-group network onprem
 network-object 192.168.50.0 255.255.255.0
 network-object host 192.168.60.5
object-group network azure
 network-object 10.20.0.0 255.255.0.0
access-list azure-acl extended permit ip object-group onprem object-group azure
crypto ipsec ikev2 ipsec-proposal azure-esp
 protocol esp encryption aes-256 aes
 protocol esp integrity sha-256 sha-1
crypto map outside_map 1 match address azure-acl
crypto map outside_map 1 set pfs group14
crypto map outside_map 1 set peer 198.51.100.20
crypto map outside_map 1 set ikev2 ipsec-proposal azure-esp
crypto map outside_map 1 set security-association lifetime seconds 3600
crypto map outside_map interface outside
crypto ikev2 policy 1
 encryption aes-256
 integrity sha256
 group 14
 prf sha256
 lifetime seconds 28800
crypto ikev2 enable outside
tunnel-group 198.51.100.20 type ipsec-l2l
tunnel-group 198.51.100.20 ipsec-attributes
 ikev2 remote-authentication pre-shared-key *****
 ikev2 local-authentication pre-shared-key *****
`,
  },
];
