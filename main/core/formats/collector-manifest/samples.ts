export const samples = [
  {
    name: 'manifest of a Linux collection',
    text: `{
  "schema": "tunnel-triage/collection@1",
  "collector": { "id": "linux", "version": "1" },
  "host": "fw-hq",
  "startedUtc": "2026-11-20T05:00:01Z",
  "finishedUtc": "2026-11-20T05:00:40Z",
  "timeZone": "Asia/Tokyo",
  "clockOffsetMs": -2150.125,
  "clockSource": "chronyc",
  "isAdministrator": false,
  "tools": [
    { "name": "strongswan", "version": "strongSwan 5.9.8 swanctl" }
  ],
  "items": [
    { "id": "routes", "evidence": null, "file": "network/ip-route.txt", "status": "collected", "reason": null, "detail": null, "command": "ip -4 route show table all", "bytes": 84, "sha256": "03d2c31fd2120382b3e6285f7409129b5bb93c56841dd3df92b5116e5cb5ccea" },
    { "id": "swanctl-sas", "evidence": "device-log", "file": null, "status": "failed", "reason": "no-permission", "detail": "connecting to 'unix:///var/run/charon.vici' failed: Permission denied", "command": "swanctl --list-sas", "bytes": null, "sha256": null },
    { "id": "capture", "evidence": "packet-capture", "file": null, "status": "skipped", "reason": "not-asked", "detail": "--capture SECONDS", "command": null, "bytes": null, "sha256": null }
  ]
}
`,
  },
] as const;
