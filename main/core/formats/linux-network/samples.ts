/** Outputs that this format must win against every other format, from real tools. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'ip route show table all',
    text: `10.20.0.0/24 dev eth1 table 220 proto static scope link src 192.168.50.1
default via 203.0.113.1 dev eth0
10.20.0.0/16 dev ipsec0 scope link linkdown mtu 1400 advmss 1350
10.30.0.0/16
	nexthop via 192.168.50.2 dev eth1 weight 1
	nexthop via 203.0.113.2 dev eth0 weight 2
unreachable 10.98.0.0/16
blackhole 10.99.0.0/16 metric 4278198272
192.168.50.0/24 dev eth1 proto kernel scope link src 192.168.50.1
203.0.113.0/24 dev eth0 proto kernel scope link src 203.0.113.10
local 127.0.0.0/8 dev lo table local proto kernel scope host src 127.0.0.1
local 127.0.0.1 dev lo table local proto kernel scope host src 127.0.0.1
broadcast 127.255.255.255 dev lo table local proto kernel scope link src 127.0.0.1
local 192.168.50.1 dev eth1 table local proto kernel scope host src 192.168.50.1
broadcast 192.168.50.255 dev eth1 table local proto kernel scope link src 192.168.50.1
local 203.0.113.10 dev eth0 table local proto kernel scope host src 203.0.113.10
broadcast 203.0.113.255 dev eth0 table local proto kernel scope link src 203.0.113.10
`,
  },
  {
    name: 'ip rule',
    text: `0:	from all lookup local
100:	from 192.168.50.0/24 to 10.20.0.0/16 lookup 100
200:	not from all fwmark 0x2a/0xff lookup 200
220:	from all lookup 220
300:	from all iif eth1 prohibit
32766:	from all lookup main
32767:	from all lookup default
`,
  },
  {
    name: 'ip -s -d address',
    text: `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00 promiscuity 0  allmulti 0 minmtu 0 maxmtu 0 numtxqueues 1 numrxqueues 1 gso_max_size 65536 gso_max_segs 65535 tso_max_size 524280 tso_max_segs 65535 gro_max_size 65536
    inet 127.0.0.1/8 scope host lo
       valid_lft forever preferred_lft forever
    inet6 ::1/128 scope host
       valid_lft forever preferred_lft forever
    RX:  bytes packets errors dropped  missed   mcast
             0       0      0       0       0       0
    TX:  bytes packets errors dropped carrier collsns
             0       0      0       0       0       0
2: eth1@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default qlen 1000
    link/ether ca:70:43:3a:cb:09 brd ff:ff:ff:ff:ff:ff link-netns fx-lan promiscuity 0  allmulti 0 minmtu 68 maxmtu 65535
    veth numtxqueues 2 numrxqueues 2 gso_max_size 65536 gso_max_segs 65535 tso_max_size 524280 tso_max_segs 65535 gro_max_size 65536
    inet 192.168.50.1/24 scope global eth1
       valid_lft forever preferred_lft forever
    inet6 fe80::c870:43ff:fe3a:cb09/64 scope link
       valid_lft forever preferred_lft forever
    RX:  bytes packets errors dropped  missed   mcast
          1006      13      0       0       0       0
    TX:  bytes packets errors dropped carrier collsns
          1006      13      0       0       0       0
3: eth0@if3: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default qlen 1000
    link/ether 12:05:06:56:90:38 brd ff:ff:ff:ff:ff:ff link-netns fx-lan promiscuity 0  allmulti 0 minmtu 68 maxmtu 65535
    veth numtxqueues 2 numrxqueues 2 gso_max_size 65536 gso_max_segs 65535 tso_max_size 524280 tso_max_segs 65535 gro_max_size 65536
    inet 203.0.113.10/24 scope global eth0
       valid_lft forever preferred_lft forever
    inet6 fe80::1005:6ff:fe56:9038/64 scope link
       valid_lft forever preferred_lft forever
    RX:  bytes packets errors dropped  missed   mcast
          1006      13      0       0       0       0
    TX:  bytes packets errors dropped carrier collsns
          1006      13      0       0       0       0
4: ipsec0: <NO-CARRIER,POINTOPOINT,MULTICAST,NOARP,UP> mtu 1500 qdisc pfifo_fast state DOWN group default qlen 500
    link/none  promiscuity 0  allmulti 0 minmtu 68 maxmtu 65535
    tun type tun pi off vnet_hdr off persist on numtxqueues 1 numrxqueues 1 gso_max_size 65536 gso_max_segs 65535 tso_max_size 65536 tso_max_segs 65535 gro_max_size 65536
    RX:  bytes packets errors dropped  missed   mcast
             0       0      0       0       0       0
    TX:  bytes packets errors dropped carrier collsns
             0       0      0       0       0       0
`,
  },
  {
    name: 'ip -d address, VTI and XFRM interfaces',
    text: `6: vti0@NONE: <POINTOPOINT,NOARP,UP,LOWER_UP> mtu 1480 qdisc noqueue state UNKNOWN group default qlen 1000
    link/ipip 203.0.113.10 peer 198.51.100.20 promiscuity 0 minmtu 0 maxmtu 0
    vti remote 198.51.100.20 local 203.0.113.10 ikey 0.0.0.42 okey 0.0.0.42 numtxqueues 1 numrxqueues 1 gso_max_size 65536 gso_max_segs 65535
    inet 169.254.21.2/30 scope global vti0
       valid_lft forever preferred_lft forever
7: ipsec1@eth0: <NOARP,UP,LOWER_UP> mtu 1500 qdisc noqueue state UNKNOWN group default qlen 1000
    link/none  promiscuity 0 minmtu 68 maxmtu 65535
    xfrm if_id 0x2a addrgenmode eui64 numtxqueues 1 numrxqueues 1 gso_max_size 65536 gso_max_segs 65535
`,
  },
  {
    name: 'ip -s xfrm policy',
    text: `src 10.20.0.0/16 dst 192.168.50.0/24 uid 0
	dir fwd action allow index 10 priority 375423 ptype main share any flag  (0x00000000)
	lifetime config:
	  limit: soft (INF)(bytes), hard (INF)(bytes)
	  limit: soft (INF)(packets), hard (INF)(packets)
	  expire add: soft 0(sec), hard 0(sec)
	  expire use: soft 0(sec), hard 0(sec)
	lifetime current:
	  0(bytes), 0(packets)
	  add 2026-11-28 11:04:05 use -
	tmpl src 198.51.100.20 dst 203.0.113.10
		proto esp spi 0x00000000(0) reqid 1(0x00000001) mode tunnel
		level required share any
		enc-mask ffffffff auth-mask ffffffff comp-mask ffffffff
	if_id 0x2a
src 192.168.50.0/24 dst 10.20.0.0/16 uid 0
	dir out action allow index 1 priority 375423 ptype main share any flag  (0x00000000)
	lifetime config:
	  limit: soft (INF)(bytes), hard (INF)(bytes)
	  limit: soft (INF)(packets), hard (INF)(packets)
	  expire add: soft 0(sec), hard 0(sec)
	  expire use: soft 0(sec), hard 0(sec)
	lifetime current:
	  0(bytes), 0(packets)
	  add 2026-11-28 11:04:05 use -
	tmpl src 203.0.113.10 dst 198.51.100.20
		proto esp spi 0x00000000(0) reqid 1(0x00000001) mode tunnel
		level required share any
		enc-mask ffffffff auth-mask ffffffff comp-mask ffffffff
`,
  },
  {
    name: 'ip -s xfrm state',
    text: `src 203.0.113.10 dst 198.51.100.20
	proto esp spi 0xc2aea074(3266224244) reqid 1(0x00000001) mode tunnel
	replay-window 0 seq 0x00000000 flag af-unspec (0x00100000)
	auth-trunc hmac(sha256) [removed: shared key] (256 bits) 128
	enc cbc(aes) [removed: shared key] (256 bits)
	encap type espinudp sport 4500 dport 4500 addr 0.0.0.0
	anti-replay context: seq 0x0, oseq 0x9, bitmap 0x00000000
	lifetime config:
	  limit: soft (INF)(bytes), hard (INF)(bytes)
	  limit: soft (INF)(packets), hard (INF)(packets)
	  expire add: soft 0(sec), hard 0(sec)
	  expire use: soft 0(sec), hard 0(sec)
	lifetime current:
	  756(bytes), 9(packets)
	  add 2026-11-28 07:47:05 use 2026-11-28 07:47:06
	stats:
	  replay-window 0 replay 0 failed 0
src 198.51.100.20 dst 203.0.113.10
	proto esp spi 0x30e7339f(820458399) reqid 1(0x00000001) mode tunnel
	replay-window 32 seq 0x00000000 flag af-unspec (0x00100000)
	auth-trunc hmac(sha256) [removed: shared key] (256 bits) 128
	enc cbc(aes) [removed: shared key] (256 bits)
	encap type espinudp sport 4500 dport 4500 addr 0.0.0.0
	anti-replay context: seq 0x0, oseq 0x0, bitmap 0x00000000
	lifetime current:
	  0(bytes), 0(packets)
	  add 2026-11-28 07:47:05 use -
`,
  },
  {
    name: 'ip -j route',
    text: `[{"dst":"10.20.0.0/24","dev":"eth1","table":"220","protocol":"static","scope":"link","prefsrc":"192.168.50.1","flags":[]},{"dst":"default","gateway":"203.0.113.1","dev":"eth0","flags":[]},{"dst":"10.20.0.0/16","dev":"ipsec0","scope":"link","flags":["linkdown"],"metrics":[{"mtu":1400,"advmss":1350}]},{"dst":"10.30.0.0/16","flags":[],"nexthops":[{"gateway":"192.168.50.2","dev":"eth1","weight":1,"flags":[]},{"gateway":"203.0.113.2","dev":"eth0","weight":2,"flags":[]}]},{"type":"unreachable","dst":"10.98.0.0/16","flags":[]},{"type":"blackhole","dst":"10.99.0.0/16","metric":4278198272,"flags":[]},{"dst":"192.168.50.0/24","dev":"eth1","protocol":"kernel","scope":"link","prefsrc":"192.168.50.1","flags":[]},{"dst":"203.0.113.0/24","dev":"eth0","protocol":"kernel","scope":"link","prefsrc":"203.0.113.10","flags":[]},{"type":"local","dst":"127.0.0.0/8","dev":"lo","table":"local","protocol":"kernel","scope":"host","prefsrc":"127.0.0.1","flags":[]},{"type":"local","dst":"127.0.0.1","dev":"lo","table":"local","protocol":"kernel","scope":"host","prefsrc":"127.0.0.1","flags":[]},{"type":"broadcast","dst":"127.255.255.255","dev":"lo","table":"local","protocol":"kernel","scope":"link","prefsrc":"127.0.0.1","flags":[]},{"type":"local","dst":"192.168.50.1","dev":"eth1","table":"local","protocol":"kernel","scope":"host","prefsrc":"192.168.50.1","flags":[]},{"type":"broadcast","dst":"192.168.50.255","dev":"eth1","table":"local","protocol":"kernel","scope":"link","prefsrc":"192.168.50.1","flags":[]},{"type":"local","dst":"203.0.113.10","dev":"eth0","table":"local","protocol":"kernel","scope":"host","prefsrc":"203.0.113.10","flags":[]},{"type":"broadcast","dst":"203.0.113.255","dev":"eth0","table":"local","protocol":"kernel","scope":"link","prefsrc":"203.0.113.10","flags":[]},{"dst":"fe80::/64","dev":"eth1","protocol":"kernel","metric":256,"flags":[],"pref":"medium"},{"dst":"fe80::/64","dev":"eth0","protocol":"kernel","metric":256,"flags":[],"pref":"medium"},{"type":"local","dst":"::1","dev":"lo","table":"local","protocol":"kernel","metric":0,"flags":[],"pref":"medium"},{"type":"local","dst":"fe80::1005:6ff:fe56:9038","dev":"eth0","table":"local","protocol":"kernel","metric":0,"flags":[],"pref":"medium"},{"type":"local","dst":"fe80::c870:43ff:fe3a:cb09","dev":"eth1","table":"local","protocol":"kernel","metric":0,"flags":[],"pref":"medium"},{"type":"multicast","dst":"ff00::/8","dev":"eth1","table":"local","protocol":"kernel","metric":256,"flags":[],"pref":"medium"},{"type":"multicast","dst":"ff00::/8","dev":"eth0","table":"local","protocol":"kernel","metric":256,"flags":[],"pref":"medium"}]
`,
  },
  {
    name: 'ip -j rule',
    text: `[{"priority":0,"src":"all","table":"local"},{"priority":100,"src":"192.168.50.0","srclen":24,"dst":"10.20.0.0","dstlen":16,"table":"100"},{"priority":200,"not":null,"src":"all","fwmark":"0x2a","fwmask":"0xff","table":"200"},{"priority":220,"src":"all","table":"220"},{"priority":300,"src":"all","iif":"eth1","action":"prohibit"},{"priority":32766,"src":"all","table":"main"},{"priority":32767,"src":"all","table":"default"}]
`,
  },
  {
    name: 'ip -j -d -s address',
    text: `[{"ifindex":1,"ifname":"lo","flags":["LOOPBACK","UP","LOWER_UP"],"mtu":65536,"qdisc":"noqueue","operstate":"UNKNOWN","group":"default","txqlen":1000,"link_type":"loopback","address":"00:00:00:00:00:00","broadcast":"00:00:00:00:00:00","promiscuity":0,"allmulti":0,"min_mtu":0,"max_mtu":0,"num_tx_queues":1,"num_rx_queues":1,"gso_max_size":65536,"gso_max_segs":65535,"tso_max_size":524280,"tso_max_segs":65535,"gro_max_size":65536,"addr_info":[{"family":"inet","local":"127.0.0.1","prefixlen":8,"scope":"host","label":"lo","valid_life_time":4294967295,"preferred_life_time":4294967295},{"family":"inet6","local":"::1","prefixlen":128,"scope":"host","valid_life_time":4294967295,"preferred_life_time":4294967295}],"stats64":{"rx":{"bytes":0,"packets":0,"errors":0,"dropped":0,"over_errors":0,"multicast":0},"tx":{"bytes":0,"packets":0,"errors":0,"dropped":0,"carrier_errors":0,"collisions":0}}},{"ifindex":2,"link_index":2,"ifname":"eth1","flags":["BROADCAST","MULTICAST","UP","LOWER_UP"],"mtu":1500,"qdisc":"noqueue","operstate":"UP","group":"default","txqlen":1000,"link_type":"ether","address":"ca:70:43:3a:cb:09","broadcast":"ff:ff:ff:ff:ff:ff","link_netnsid":0,"promiscuity":0,"allmulti":0,"min_mtu":68,"max_mtu":65535,"linkinfo":{"info_kind":"veth"},"num_tx_queues":2,"num_rx_queues":2,"gso_max_size":65536,"gso_max_segs":65535,"tso_max_size":524280,"tso_max_segs":65535,"gro_max_size":65536,"addr_info":[{"family":"inet","local":"192.168.50.1","prefixlen":24,"scope":"global","label":"eth1","valid_life_time":4294967295,"preferred_life_time":4294967295},{"family":"inet6","local":"fe80::c870:43ff:fe3a:cb09","prefixlen":64,"scope":"link","valid_life_time":4294967295,"preferred_life_time":4294967295}],"stats64":{"rx":{"bytes":1006,"packets":13,"errors":0,"dropped":0,"over_errors":0,"multicast":0},"tx":{"bytes":1006,"packets":13,"errors":0,"dropped":0,"carrier_errors":0,"collisions":0}}},{"ifindex":3,"link_index":3,"ifname":"eth0","flags":["BROADCAST","MULTICAST","UP","LOWER_UP"],"mtu":1500,"qdisc":"noqueue","operstate":"UP","group":"default","txqlen":1000,"link_type":"ether","address":"12:05:06:56:90:38","broadcast":"ff:ff:ff:ff:ff:ff","link_netnsid":0,"promiscuity":0,"allmulti":0,"min_mtu":68,"max_mtu":65535,"linkinfo":{"info_kind":"veth"},"num_tx_queues":2,"num_rx_queues":2,"gso_max_size":65536,"gso_max_segs":65535,"tso_max_size":524280,"tso_max_segs":65535,"gro_max_size":65536,"addr_info":[{"family":"inet","local":"203.0.113.10","prefixlen":24,"scope":"global","label":"eth0","valid_life_time":4294967295,"preferred_life_time":4294967295},{"family":"inet6","local":"fe80::1005:6ff:fe56:9038","prefixlen":64,"scope":"link","valid_life_time":4294967295,"preferred_life_time":4294967295}],"stats64":{"rx":{"bytes":1006,"packets":13,"errors":0,"dropped":0,"over_errors":0,"multicast":0},"tx":{"bytes":1006,"packets":13,"errors":0,"dropped":0,"carrier_errors":0,"collisions":0}}},{"ifindex":4,"ifname":"ipsec0","flags":["NO-CARRIER","POINTOPOINT","MULTICAST","NOARP","UP"],"mtu":1500,"qdisc":"pfifo_fast","operstate":"DOWN","group":"default","txqlen":500,"link_type":"none","promiscuity":0,"allmulti":0,"min_mtu":68,"max_mtu":65535,"linkinfo":{"info_kind":"tun","info_data":{"type":"tun","pi":false,"vnet_hdr":false,"multi_queue":false,"persist":true}},"num_tx_queues":1,"num_rx_queues":1,"gso_max_size":65536,"gso_max_segs":65535,"tso_max_size":65536,"tso_max_segs":65535,"gro_max_size":65536,"addr_info":[],"stats64":{"rx":{"bytes":0,"packets":0,"errors":0,"dropped":0,"over_errors":0,"multicast":0},"tx":{"bytes":0,"packets":0,"errors":0,"dropped":0,"carrier_errors":0,"collisions":0}}}]
`,
  },
  {
    name: 'a log of a terminal',
    text: `root@vpn-device:~# ip route
default via 203.0.113.1 dev eth0
10.20.0.0/16 dev ipsec0 scope link
192.168.50.0/24 dev eth1 proto kernel scope link src 192.168.50.1
root@vpn-device:~# ip rule
0:	from all lookup local
100:	from 192.168.50.0/24 to 10.20.0.0/16 lookup 100
200:	not from all fwmark 0x2a/0xff lookup 200
220:	from all lookup 220
300:	from all iif eth1 prohibit
32766:	from all lookup main
32767:	from all lookup default
`,
  },
];
