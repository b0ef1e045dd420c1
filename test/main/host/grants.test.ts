import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGrants, grantLifeMs } from '../../../main/host/grants.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'grants-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function setUp() {
  const clock = { now: 1_000, nowMs: () => clock.now };
  return { clock, grants: createGrants(clock) };
}

const file = { kind: 'path', name: 'bundle.zip', path: '/somewhere/bundle.zip' } as const;
const expired = expect.objectContaining({ appError: expect.objectContaining({ code: 'grant-expired' }) });

describe('grants', () => {
  it('gives the input once', () => {
    const { grants } = setUp();
    const { grant, name } = grants.issueRead(file);
    expect([name, grant]).toEqual(['bundle.zip', expect.stringMatching(/^[\w-]{43}$/)]);
    expect(grants.redeemRead(grant).input).toBe(file);
    expect(() => grants.redeemRead(grant)).toThrow(expired);
  });

  it('is not a grant for the other purpose, and is spent by the attempt', () => {
    const { grants } = setUp();
    const read = grants.issueRead(file).grant;
    const write = grants.issueWrite(join(folder, 'out.pdf')).grant;
    expect(() => grants.redeemWrite(read)).toThrow(expired);
    expect(() => grants.redeemRead(write)).toThrow(expired);
    expect(() => grants.redeemRead(read)).toThrow(expired);
  });

  it('ends after ten minutes and removes what was staged', () => {
    const { clock, grants } = setUp();
    let staged = true;
    const { grant } = grants.issueRead(file, () => {
      staged = false;
    });
    clock.now += grantLifeMs;
    expect(() => grants.redeemRead(grant)).toThrow(expired);
    expect(staged).toBe(false);
  });

  it('keeps a bounded number open and drops the oldest', () => {
    const { grants } = setUp();
    const first = grants.issueRead(file).grant;
    const all = Array.from({ length: 2_000 }, () => grants.issueRead(file).grant);
    expect(() => grants.redeemRead(first)).toThrow(expired);
    expect(grants.redeemRead(all.at(-1)!).input).toBe(file);
  });

  it('removes what is staged when it closes', () => {
    const { grants } = setUp();
    const released: string[] = [];
    grants.issueRead(file, () => released.push('a'));
    grants.issueRead(file, () => released.push('b'));
    grants.close();
    expect(released).toEqual(['a', 'b']);
  });
});

describe('a write grant', () => {
  it('replaces the target only when everything was written', async () => {
    const { grants } = setUp();
    const path = join(folder, 'report.pdf');
    writeFileSync(path, 'old');
    await grants.redeemWrite(grants.issueWrite(path).grant).write((part) => writeFileSync(part, 'new'));
    expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['new', ['report.pdf']]);
  });

  it('leaves the old file and no other when writing fails', async () => {
    const { grants } = setUp();
    const path = join(folder, 'report.pdf');
    writeFileSync(path, 'old');
    const target = grants.redeemWrite(grants.issueWrite(path).grant);
    await expect(
      target.write((part) => {
        writeFileSync(part, 'half');
        throw new Error('boom');
      }),
    ).rejects.toThrow('boom');
    expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['old', ['report.pdf']]);
  });

  it('says file-missing when the folder is gone', async () => {
    const { grants } = setUp();
    const target = grants.redeemWrite(grants.issueWrite(join(folder, 'gone', 'report.pdf')).grant);
    await expect(target.write((part) => writeFileSync(part, 'x'))).rejects.toMatchObject({ appError: { code: 'file-missing' } });
  });
});
