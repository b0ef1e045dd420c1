import { describe, expect, it } from 'vitest';
import { answerOf } from '#core/powershell/answer.ts';
import { argumentsOf, shownCommand } from '#core/powershell/command.ts';
import type { ProcessResult } from '#core/powershell/ports.ts';
import { computerNamePattern } from '#shared/model/powershell.ts';

function exited(stdout: string | Uint8Array, stderr: string | Uint8Array = ''): ProcessResult {
  return { ended: 'exited', exitCode: 0, stdout: Buffer.from(stdout), stderr: Buffer.from(stderr) };
}

function codeOf(result: ProcessResult): unknown {
  try {
    return answerOf(result);
  } catch (error) {
    return error;
  }
}

const answer = (patch: object): string =>
  `${JSON.stringify({ schema: 'tunnel-triage/powershell@1', computer: 'HQ-RRAS01', fault: null, detail: '', text: '', ...patch })}\r\n`;

/** `このシステムではスクリプトの実行が無効になっているため、ファイル … を読み込むことができません。` in code page 932. */
const refusedInJapanese = Buffer.from(
  '82b182cc835683588365838082c582cd8358834e838a8376836782cc8ec08d7382aa96b38cf882c982c882c182c482a282e982bd82df81410d0a' +
    Buffer.from(
      'about_Execution_Policies\r\n(https://go.microsoft.com/fwlink/?LinkID=135170)\r\n    + FullyQualifiedErrorId : UnauthorizedAccess\r\n',
    ).toString('hex'),
  'hex',
);

describe('what a script answers', () => {
  it('is its text, also behind what a profile wrote and with escaped Japanese', () => {
    const text = 'Name : 本社ゲートウェイ\r\n';
    const escaped = answer({ text }).replaceAll(/[\u0080-\uFFFF]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
    expect(answerOf(exited(`Loading profile\r\n${escaped}`))).toEqual({ text, computer: 'HQ-RRAS01' });
  });

  it.each([
    ['module-missing', 'powershell-module-missing'],
    ['no-permission', 'powershell-access-denied'],
    ['not-windows', 'powershell-not-windows'],
    ['unreachable', 'powershell-unreachable'],
    ['empty', 'powershell-empty'],
    ['something new', 'powershell-failed'],
  ])('%s is told as %s, with what the system said', (fault, code) => {
    const error = codeOf(exited(answer({ fault, detail: 'アクセスが拒否されました。' })));
    expect(error).toMatchObject({ appError: { code, params: { computer: 'HQ-RRAS01', detail: 'アクセスが拒否されました。' } } });
  });

  it.each([
    [
      'in English',
      Buffer.from(
        'File C:\\x.ps1 cannot be loaded because running scripts is disabled on this system. See about_Execution_\r\nPolicies at https://go.microsoft.com/fwlink/?LinkID=135170.',
      ),
    ],
    ['in Japanese, code page 932', refusedInJapanese],
    [
      'in Japanese, UTF-8',
      Buffer.from('このシステムではスクリプトの実行が無効になっています。「about_Execution_Policies」を参照してください。'),
    ],
  ])('a refusal by the execution policy is known %s', (_name, stderr) => {
    expect(codeOf(exited('', stderr))).toMatchObject({ appError: { code: 'powershell-policy' } });
  });

  it('Japanese of code page 932 is told as such', () => {
    expect(codeOf(exited('', refusedInJapanese))).toMatchObject({
      appError: { params: { detail: expect.stringContaining('スクリプトの実行が無効') } },
    });
  });

  it.each(['', '{', 'Name : x', '{"schema":"tunnel-triage/powershell@1","text":1}', '\u0000\u00ff'])('%j is no answer', (stdout) => {
    expect(codeOf(exited(stdout))).toMatchObject({ appError: { code: 'powershell-failed' } });
  });

  it.each([
    ['timed-out', 'powershell-timed-out'],
    ['too-much-output', 'powershell-too-much'],
    ['cancelled', 'cancelled'],
    ['not-started', 'powershell-not-started'],
  ] as const)('a process that %s gives %s', (ended, code) => {
    expect(codeOf({ ...exited(answer({ text: 'x' })), ended })).toMatchObject({ appError: { code } });
  });
});

describe('the command', () => {
  const request = { script: 'rras-events', computerName: 'HQ-RRAS01', days: 3 } as const;

  it('has no policy, no shell words, and only what the script takes', () => {
    expect(argumentsOf('C:\\T\\x.ps1', request)).toEqual([
      '-NoLogo',
      '-NoProfile',
      '-NonInteractive',
      '-File',
      'C:\\T\\x.ps1',
      '-ComputerName',
      'HQ-RRAS01',
      '-Days',
      '3',
    ]);
    expect(argumentsOf('x.ps1', { ...request, script: 'windows-routes', computerName: null }).slice(-2)).toEqual(['-File', 'x.ps1']);
  });

  it('is shown as it runs', () => {
    expect(shownCommand('C:\\Program Files\\PowerShell\\7\\pwsh.exe', request)).toBe(
      '"C:\\Program Files\\PowerShell\\7\\pwsh.exe" -NoLogo -NoProfile -NonInteractive -File rras-events.ps1 -ComputerName HQ-RRAS01 -Days 3',
    );
  });

  it.each(['-Command', 'a b', 'x;y', 'x"', '', '.', 'a'.repeat(300), 'srv\n', '$x', 'x.'])('%j is no name of a computer', (name) => {
    expect(computerNamePattern.test(name)).toBe(false);
  });
  it.each(['HQ-RRAS01', 'rras.contoso.local', '10.0.0.4', 'a'])('%s is', (name) => {
    expect(computerNamePattern.test(name)).toBe(true);
  });
});
