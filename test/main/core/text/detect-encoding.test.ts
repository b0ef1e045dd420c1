import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, detectEncoding } from '#core/text/text.ts';
import { corpusDir, corpusNote, hasCorpus } from '../../../helpers/corpus.ts';
import { encodeAs } from './encode.ts';

const iconv = 'iconv';
const hasIconv = spawnSync(iconv, ['--version']).status === 0;
const encode = (text: string, charset: string): Buffer => execFileSync(iconv, ['-f', 'UTF-8', '-t', charset], { input: text });

const words: readonly (readonly [language: string, text: string, encodings: readonly string[]])[] = [
  ['English', 'The connection was terminated by the remote computer.\r\n', ['utf-8', 'utf-16le', 'utf-16be']],
  ['Japanese', '接続に失敗しました。エラー 809\r\n', ['utf-8', 'utf-16le', 'utf-16be', 'shift_jis', 'euc-jp']],
  ['Japanese, NEC and IBM characters', '①髙橋様の装置～\r\nイーサネット アダプター\r\n', ['utf-8', 'utf-16le', 'utf-16be', 'shift_jis']],
  ['Korean', '원격 컴퓨터에 연결하지 못했습니다.\r\n', ['utf-8', 'utf-16le', 'euc-kr']],
  ['Simplified Chinese', '无法建立计算机与 VPN 服务器之间的网络连接，因为远程服务器未响应。\r\n', ['utf-8', 'utf-16be', 'gb18030']],
  ['Traditional Chinese', '無法建立電腦與 VPN 伺服器之間的網路連線，因為遠端伺服器沒有回應。\r\n', ['utf-8', 'utf-16le', 'big5']],
  ['Russian', 'Не удалось установить связь по сети между компьютером и VPN-сервером\r\n', ['utf-8', 'utf-16le', 'windows-1251', 'ibm866']],
  ['Greek', 'Δεν ήταν δυνατή η σύνδεση με τον απομακρυσμένο υπολογιστή\r\n', ['utf-8', 'utf-16be', 'windows-1253']],
  ['Thai', 'ไม่สามารถเชื่อมต่อกับคอมพิวเตอร์ระยะไกล\r\n', ['utf-8', 'utf-16le', 'windows-874']],
  ['German', 'Die Verbindung über den Port wurde geöffnet, größer als üblich\r\n', ['utf-8', 'utf-16le', 'windows-1252', 'ibm850']],
  ['French of the console', 'La connexion réseau a été établie, mais n’a pas abouti\r\n'.replace('’', "'"), ['windows-1252', 'ibm850']],
  ['Spanish of the console', 'Error: la conexión no se pudo establecer en el año indicado\r\n', ['windows-1252', 'ibm850']],
  ['Italian of the console', 'Il servizio è entrato nello stato interrotto perché più lento\r\n', ['windows-1252', 'ibm850']],
  ['French', 'La connexion réseau a été établie. Cœur de l’élève où ça « dès »\r\n', ['utf-8', 'utf-16be', 'windows-1252']],
  ['Spanish', '¿Qué pasó? No se pudo establecer la conexión, año España, 5 m³\r\n', ['utf-8', 'windows-1252']],
  ['Portuguese', 'Não foi possível estabelecer a conexão de rede, opções e conexões\r\n', ['utf-8', 'windows-1252']],
  ['Danish', 'Forbindelsen kunne ikke oprettes på grund af fejl før næste forsøg\r\n', ['utf-8', 'windows-1252']],
  ['Polish', 'Nie można ustanowić połączenia sieciowego, ponieważ serwer został wyłączony\r\n', ['utf-8', 'windows-1250']],
  ['Czech', 'Nelze navázat síťové připojení mezi počítačem a serverem, může běžet ještě\r\n', ['utf-8', 'utf-16le', 'windows-1250']],
  ['Hungarian', 'A távoli kiszolgáló nem válaszol, erről az idő fűti a számítógépet\r\n', ['utf-8', 'windows-1250']],
  ['Turkish', 'Uzak sunucu yanıt vermediğinden VPN ağ bağlantısı kurulamadı, işlem başarısız\r\n', ['utf-8', 'windows-1254']],
];
const rows = words.flatMap(([language, text, encodings]) => encodings.map((encoding) => [language, encoding, text] as const));

describe('detectEncoding', () => {
  it.each(rows)('recognises %s in %s', (_language, encoding, text) => {
    expect(detectEncoding(encodeAs(text, encoding))).toBe(encoding);
  });

  it.each(rows)('reads %s in %s back to the same words', (_language, encoding, text) => {
    const bytes = encodeAs(text.repeat(20), encoding);
    expect(decodeText(bytes, detectEncoding(bytes))).toBe(text.repeat(20));
  });

  it.each([
    ['UTF-8', Buffer.from('\ufeffEventID : 20111\r\n', 'utf8'), 'utf-8'],
    ['UTF-16 little-endian', Buffer.from('\ufeffEventID : 20111\r\n', 'utf16le'), 'utf-16le'],
    ['UTF-16 big-endian', Buffer.from('\ufeffEventID : 20111\r\n', 'utf16le').swap16(), 'utf-16be'],
    ['UTF-16 little-endian and nothing else', Buffer.from([0xff, 0xfe]), 'utf-16le'],
  ])('believes the byte order mark of %s', (_name, bytes, encoding) => {
    expect(detectEncoding(bytes)).toBe(encoding);
  });

  it('takes UTF-8 cut in the middle of a character at any place for UTF-8', () => {
    const bytes = Buffer.from('x接続𝄞é', 'utf8');
    for (let end = 1; end <= bytes.length; end += 1) expect([end, detectEncoding(bytes.subarray(0, end))]).toEqual([end, 'utf-8']);
  });

  it('takes CP932 cut in the middle of a character for CP932', () => {
    const bytes = encodeAs('接続に失敗しました。', 'shift_jis');
    expect(detectEncoding(bytes.subarray(0, bytes.length - 1))).toBe('shift_jis');
  });

  it('keeps a UTF-8 log with one broken byte UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from('接続に失敗しました。\n'.repeat(10)), Buffer.from([0xff]), Buffer.from('接続\n')]);
    expect(detectEncoding(bytes)).toBe('utf-8');
  });

  it('sees the text before the zeros that a crash left at the end of a log', () => {
    expect(detectEncoding(Buffer.concat([Buffer.from('Ike: negotiation failed\r\n'), Buffer.alloc(500)]))).toBe('utf-8');
    expect(detectEncoding(Buffer.concat([Buffer.from('Ike: failed\r\n', 'utf16le'), Buffer.alloc(500)]))).toBe('utf-16le');
  });

  it('takes an empty file for text', () => {
    expect(detectEncoding(new Uint8Array(0))).toBe('utf-8');
  });

  it.each([
    ['compressed data', deflateRawSync(randomBytes(4000))],
    ['a zip file', Buffer.from('504b0304140000000800d6a8755b00000000000000000000000009000000', 'hex')],
    ['zeros', Buffer.alloc(1000)],
    [
      'an event log',
      Buffer.concat([
        Buffer.from('ElfFile\0'),
        Buffer.alloc(120),
        Buffer.from('\u0001\u0000System\u0003\u0000', 'utf16le'),
        randomBytes(300),
      ]),
    ],
    ['a packet capture', Buffer.concat([Buffer.from('d4c3b2a1020004000000000000000000ffff000001000000', 'hex'), randomBytes(500)])],
  ])('calls %s binary', (_name, bytes) => {
    expect(detectEncoding(bytes)).toBe('binary');
  });

  it('answers for any bytes with an encoding that can be decoded', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(decodeText(bytes, detectEncoding(bytes))).toBeTypeOf('string');
      }),
    );
  });

  it.skipIf(!hasIconv)(`agrees with iconv on what CP932 and CP1251 are${hasIconv ? '' : ' (skipped: iconv is not installed)'}`, () => {
    const japanese = 'パケット数: 送信 = 4、受信 = 4、損失 = 0 (0% の損失)、①髙～∥－\r\n';
    expect(decodeText(encode(japanese, 'CP932'), detectEncoding(encode(japanese, 'CP932')))).toBe(japanese);
    const russian = 'Превышен интервал ожидания для запроса.\r\n';
    expect(decodeText(encode(russian, 'CP1251'), detectEncoding(encode(russian, 'CP1251')))).toBe(russian);
  });

  it.skipIf(!hasCorpus)(`reads every text of the corpus without a damaged character${corpusNote}`, () => {
    const folder = join(corpusDir, 'events-text');
    for (const name of readdirSync(folder)) {
      const bytes = readFileSync(join(folder, name));
      const encoding = detectEncoding(bytes.subarray(0, 65_536));
      expect([name, encoding === 'binary', decodeText(bytes, encoding).includes('\ufffd')]).toEqual([name, false, false]);
    }
  });
});
