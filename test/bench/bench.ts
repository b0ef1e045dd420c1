import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openInput } from '../../main/host/inputs.ts';
import { diagnoseInputs } from '../helpers/diagnose.ts';
import { measureStart } from './start-up.ts';
import { measureText } from './text-bench.ts';

/**
 * `npm run bench`: import speed and start-up, each beside a named peer in the same run. Figures depend on the machine, ratios much
 * less; nothing here fails on time.
 */
const work = mkdtempSync(join(tmpdir(), 'tunnel-triage-bench-'));

function seconds(run: () => void): number {
  const start = performance.now();
  run();
  return (performance.now() - start) / 1000;
}

/** Seconds that a peer needs, or null when it is not installed or fails. */
function peer(command: string, args: readonly string[]): number | null {
  let ok = false;
  const time = seconds(() => {
    ok = spawnSync(command, args, { stdio: 'ignore' }).status === 0;
  });
  return ok ? time : null;
}

function row(name: string, time: number, units: string, peerName: string, peerTime: number | null): void {
  const ratio =
    peerTime === null ? `${peerName} could not be run` : `${peerName} ${peerTime.toFixed(2)} s, ratio ${(peerTime / time).toFixed(2)}`;
  console.log(`${name.padEnd(44)} ${time.toFixed(2).padStart(7)} s  ${units.padEnd(34)} ${ratio}`);
}

/** No format claims such lines, so that they are kept as a line log. */
const plainLines = [
  'scheduler: job 4411 of queue nightly finished in 812 ms',
  'RasMan: interface AzureGateway connected',
  'firewall: allow udp 203.0.113.10:500 -> 198.51.100.20:500',
  'bgp: neighbor 10.20.255.30 established',
];
const ikeLines = [
  'charon: 07[IKE] initiating IKE_SA azure[1] to 198.51.100.20',
  'charon: 09[IKE] retransmit 1 of request with message ID 0',
  'charon: 10[NET] sending packet: from 203.0.113.10[500] to 198.51.100.20[500] (464 bytes)',
];

function textLog(lines: number, shapes: readonly string[]): string {
  return Array.from(
    { length: lines },
    (_, i) => `${new Date(Date.UTC(2026, 10, 18) + i * 250).toISOString()} host ${shapes[i % shapes.length]} seq=${i}`,
  ).join('\n');
}

function eventList(events: number): string {
  return Array.from({ length: events }, (_, i) => {
    const time = new Date(Date.UTC(2026, 10, 18) + i * 1000).toISOString().slice(0, 19).replace('T', ' ').replaceAll('-', '/');
    return `EventID            : 20227\nMachineName        : HQ-RRAS01\nData               : {}\nIndex              : ${i}\nEntryType          : Error\nMessage            : The user SYSTEM dialed a connection named AzureGateway that has failed.\nSource             : RasClient\nReplacementStrings : {{B4000371-A67F-452F-AA4C-3125AA9CFC78}, SYSTEM, AzureGateway, 809}\nInstanceId         : 20227\nTimeGenerated      : ${time}\nTimeWritten        : ${time}\n`;
  }).join('\n');
}

async function importing(name: string, path: string, peerName: string, peerTime: number | null): Promise<void> {
  const start = performance.now();
  const { detail, remove } = await diagnoseInputs([openInput(path)]);
  const time = (performance.now() - start) / 1000;
  const megabytes = detail.sources.reduce((sum, s) => sum + s.size, 0) / 1e6;
  remove();
  row(name, time, `${Math.round(detail.summary.records / time)} rows/s, ${(megabytes / time).toFixed(1)} MB/s`, peerName, peerTime);
}

async function imports(): Promise<void> {
  const log = join(work, 'text.log');
  writeFileSync(log, textLog(400_000, plainLines));
  const asTable = peer('sqlite3', [
    join(work, 'peer.sqlite'),
    '-cmd',
    'create table t(line text)',
    '.mode ascii',
    '.separator "\\001" "\\n"',
    `.import ${log} t`,
  ]);
  await importing('text log, 400,000 lines, no format', log, 'sqlite3 .import', asTable);

  const ike = join(work, 'charon.log');
  writeFileSync(ike, textLog(100_000, ikeLines));
  await importing('strongSwan log, 100,000 lines', ike, 'grep -c of every line', peer('grep', ['-c', '', ike]));

  const events = join(work, 'events.txt');
  writeFileSync(events, eventList(50_000));
  const eventsTable = peer('sqlite3', [
    join(work, 'peer2.sqlite'),
    '-cmd',
    'create table t(line text)',
    '.mode ascii',
    '.separator "\\001" "\\n"',
    `.import ${events} t`,
  ]);
  await importing('event list, 50,000 events', events, 'sqlite3 .import', eventsTable);

  const zip = join(work, 'bundle.zip');
  if (peer('zip', ['-q', '-j', zip, log, events]) === null) return console.log('zip is not installed: no zip import measured');
  mkdirSync(join(work, 'out'));
  await importing(
    `zip of both, ${(statSync(zip).size / 1e6).toFixed(1)} MB packed`,
    zip,
    'unzip to disk',
    peer('unzip', ['-q', '-o', zip, '-d', join(work, 'out')]),
  );
}

try {
  await imports();
  await measureText();
  const { ours, blank } = await measureStart();
  if (ours === null) console.log('no Chromium, Edge or Chrome: start-up not measured');
  else row('browser shell: process start to first screen', ours, '', 'same browser, blank page', blank);
} finally {
  rmSync(work, { recursive: true, force: true });
}
