/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'swanctl.conf',
    text: `# on-premises
connections {
  AzureGateway {
    version = 2
    local_addrs = 203.0.113.10
    remote_addrs = 198.51.100.20
    proposals = aes256-aes128-sha256-sha1-modp2048-modp1024, aes256gcm16-prfsha384-ecp384
    rekey_time = 8h
    dpd_delay = 30s
    local {
      auth = psk
      id = onprem.example
    }
    remote { auth = psk
      id = 198.51.100.20 }
    children {
      net {
        local_ts = 192.168.50.0/24,192.168.51.0/24
        remote_ts = 10.20.0.0/16[tcp/443]
        esp_proposals = aes256-sha256,aes256gcm16-modp2048
        life_time = 27000s # hard
        rekey_bytes = 104857600000
      }
      voice { local_ts = 192.168.60.0/24
        remote_ts = 10.21.0.0/16
        esp_proposals = default }
    }
  }
  Old { version = 1
    remote_addrs = 192.0.2.99, vpn.example.net
    proposals = 3des-md5-modp1536
    local { auth = pubkey }
    remote { auth = pubkey
     id = "C=JP, O=Example, CN=gw" }
    children { old { esp_proposals = aes192-sha512-ecp521, 3des-md5 } } }
}
secrets {
  ike-a {
    id = 198.51.100.20
    secret = "############"
  }
}
`,
  },
  {
    name: 'ipsec.conf of strongSwan',
    text: `config setup
    charondebug="ike 2, knl 1"
    uniqueids=yes

conn %default
    keyexchange=ikev2
    ikelifetime=28800s
    lifetime=1h
    dpddelay=30s
    authby=secret

conn azure
    left=203.0.113.10
    leftid=@onprem.example
    leftsubnet=192.168.50.0/24,192.168.51.0/24
    right=198.51.100.20
    rightsubnet=10.20.0.0/16
    ike=aes256-sha256-modp1024!
    esp=aes256-sha256!
    auto=start
`,
  },
  {
    name: 'ipsec.conf of libreswan',
    text: `config setup
    protostack=netkey

conn base
    authby=secret
    ikev2=insist
    ike=aes256-sha2_256;modp2048,aes_gcm256-sha2;dh19
    ikelifetime=8h

conn azure
    also=base
    left=%defaultroute
    leftid=203.0.113.10
    leftsubnets={192.168.50.0/24 192.168.51.0/24}
    right=198.51.100.20
    rightsubnet=10.20.0.0/16
    phase2alg=aes_gcm256-null
    salifetime=27000
    auto=start
`,
  },
];
