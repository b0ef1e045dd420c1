/** Outputs that this format must win against every other format, from real tools. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'sysctl',
    text: `net.ipv4.ip_forward = 0
net.ipv4.conf.all.rp_filter = 0
`,
  },
  {
    name: 'systemctl status',
    text: `* strongswan.service - strongSwan IPsec IKEv1/IKEv2 daemon using swanctl
     Loaded: loaded (/lib/systemd/system/strongswan.service; enabled; preset: enabled)
     Active: failed (Result: exit-code) since Sat 2026-11-28 07:47:05 UTC; 2h 11min ago
    Process: 812 ExecStart=/usr/sbin/charon-systemd (code=exited, status=1/FAILURE)
   Main PID: 812 (code=exited, status=1/FAILURE)
        CPU: 41ms

Nov 28 07:47:05 vpn-device systemd[1]: strongswan.service: Failed with result 'exit-code'.
Nov 28 07:47:05 vpn-device systemd[1]: Failed to start strongswan.service - strongSwan IPsec IKEv1/IKEv2 daemon using swanctl.

* frr.service - FRRouting
     Loaded: loaded (/lib/systemd/system/frr.service; enabled; preset: enabled)
     Active: active (running) since Sat 2026-11-28 07:40:01 UTC; 2h 18min ago
       Docs: https://frrouting.readthedocs.io/en/latest/setup.html
   Main PID: 640 (watchfrr)
`,
  },
];
