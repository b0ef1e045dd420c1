import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { createSecretKeeper, secretMarker } from '#core/secrets/secrets.ts';
import { shownText } from '#core/text/terminal.ts';
import { shapes } from './shapes.ts';

const esc = '\x1b';
const key = 'CanaryKEY7q9Zx3Vb5N';

function cleaned(text: string, path: string): string {
  return Buffer.from(createSecretKeeper().clean(Buffer.from(text), 'utf-8', path).bytes).toString();
}

/** Every word in a colour of its own, the key in two. */
function coloured(text: string): string {
  const words = text.replace(/\w+/g, (word) =>
    word === key ? `${esc}[33m${key.slice(0, 8)}${esc}[1m${key.slice(8)}${esc}[0m` : `${esc}[32;1m${word}${esc}[0m`,
  );
  return `${esc}]0;a title\x07${words}`;
}

describe('a key that a terminal showed in colours goes with its colours', () => {
  it.each(shapes.filter((shape) => !shape.encoded && shape.make(key).includes(key)))('$name', (shape) => {
    const path = shape.path ?? 'file.txt';
    const text = coloured(shape.make(key));
    const left = cleaned(text, path);
    for (const half of [key.slice(0, 8), key.slice(8)]) expect(left).not.toContain(half);
    expect(shownText(left)).toContain(secretMarker);
    expect(left.split('\n')).toHaveLength(text.split('\n').length);
    expect(cleaned(left, path)).toBe(left);
  });
});

describe('a key that was typed at a prompt', () => {
  it('which draws the word anew with each character', () => {
    const typed = Array.from(key, (_c, i) => `${'\b'.repeat(i)}${esc}[36m${key.slice(0, i + 1)}`).join('');
    const left = cleaned(`PS C:\\> Set-VpnS2SInterface -Name a -SharedSecret ${typed}${esc}[0m\nPS C:\\> exit\n`, 'putty.log');
    for (let i = 0; i + 4 <= key.length; i += 1) expect(left).not.toContain(key.slice(i, i + 4));
    expect(left.split('\n').slice(1)).toEqual(['PS C:\\> exit', '']);
  });

  it('and corrected', () => {
    const left = cleaned(`gw# set psksecret Canarx\b${esc}[Ky${key.slice(6)}\ngw# end\n`, 'putty.log');
    expect(left).not.toContain(key.slice(6));
    expect(left).toContain('gw# end');
  });

  it('and taken back', () => {
    const command = `az network vpn-connection create --shared-key ${key}`;
    const left = cleaned(`$ ${command}${'\b'.repeat(command.length)}${esc}[Kls\n`, 'putty.log');
    expect(left).not.toContain(key);
  });
});
