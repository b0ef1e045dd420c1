import { describe, expect, it } from 'vitest';
import { format as text } from '#core/formats/windows-event-text/format.ts';
import { readText } from '../parse-text.ts';

/** Labels as the event viewer copies an event, in the order of its lines. */
const labels: Readonly<Record<string, string>> = {
  English: 'Log Name|Source|Date|Event ID|Task Category|Level|Keywords|User|Computer|Description',
  German: 'Protokollname|Quelle|Datum|Ereignis-ID|Aufgabenkategorie|Ebene|Schlüsselwörter|Benutzer|Computer|Beschreibung',
  French:
    'Nom du journal |Source |Date |ID de l’événement |Catégorie de la tâche |Niveau |Mots clés |Utilisateur |Ordinateur |Description ',
  Japanese: 'ログの名前|ソース|日付|イベント ID|タスクのカテゴリ|レベル|キーワード|ユーザー|コンピューター|説明',
  Chinese: '日志名称|来源|日期|事件 ID|任务类别|级别|关键字|用户|计算机|描述',
  Korean: '로그 이름|원본|날짜|이벤트 ID|작업 범주|수준|키워드|사용자|컴퓨터|설명',
  Polish: 'Nazwa dziennika|Źródło|Data|Identyfikator zdarzenia|Kategoria zadania|Poziom|Słowa kluczowe|Użytkownik|Komputer|Opis',
  'European Portuguese':
    'Nome do Registo|Origem|Data|ID do evento|Categoria de tarefas|Nível|Palavras-chave|Utilizador|Computador|Descrição',
};

type Head = { readonly date: string; readonly level: string; readonly keywords: string };

function copied(language: string, { date, level, keywords }: Head): string {
  const values = ['Security', 'Microsoft-Windows-Security-Auditing', date, '5453', '', level, keywords, 'N/A', 'HQ-RRAS01', ''];
  const lines = labels[language]!.split('|').map((label, i) => `${label}:${values[i] === '' ? '' : `     ${values[i]}`}`);
  return `${lines.join('\n')}\nSubject:\n\tName:\t\tx\n`;
}

const heads: readonly (readonly [string, Head, level: string])[] = [
  ['English', { date: '3/18/2024 10:29:21 PM', level: 'Information', keywords: 'Audit Failure' }, 'warning'],
  ['German', { date: '18.03.2024 22:29:21', level: 'Informationen', keywords: 'Überwachung gescheitert' }, 'warning'],
  ['French', { date: '18/03/2024 22:29:21', level: 'Information', keywords: "Échec de l'audit" }, 'warning'],
  ['Japanese', { date: '2024/03/18 22:29:21', level: '情報', keywords: '失敗の監査' }, 'warning'],
  ['Chinese', { date: '2024/3/18 22:29:21', level: '信息', keywords: '审核失败' }, 'warning'],
  ['Chinese', { date: '2024/3/18 22:29:21', level: '错误', keywords: '' }, 'error'],
  ['Korean', { date: '2024-03-18 오후 10:29:21', level: '오류', keywords: '' }, 'error'],
  ['Polish', { date: '18.03.2024 22:29:21', level: 'Błąd', keywords: 'Klasyczny' }, 'error'],
  ['European Portuguese', { date: '18/03/2024 22:29:21', level: 'Erro', keywords: '' }, 'error'],
];

describe('an event copied from the event viewer', () => {
  it.each(heads)('in %s (%j) is read by the order of its labels', (language, head, level) => {
    const one = copied(language, head);
    const { score, records, rejected } = readText(text, `see below\n\n${one}\n${one}`);
    expect(score).toBeGreaterThan(0.8);
    expect(rejected).toEqual([]);
    expect(records).toHaveLength(2);
    expect(records.map((r) => r.time?.localMs)).toEqual([Date.UTC(2024, 2, 18, 22, 29, 21), Date.UTC(2024, 2, 18, 22, 29, 21)]);
    for (const record of records) {
      expect(record.level).toBe(level);
      expect(record.data).toMatchObject({ eventId: 5453, log: 'Security', computer: 'HQ-RRAS01' });
    }
  });

  it('is not every text with labels', () => {
    const host = 'Host: a\nType: b\nSince: 2024-03-18 22:29:21\nNumber: 12\n';
    expect(readText(text, `${host}\nprose\n`).score).toBe(0);
    expect(readText(text, host.replace('12', 'twelve')).score).toBe(0);
  });
});

it('wevtutil shows a failed audit in its keyword, and an empty keyword does not end the head', () => {
  const head = (keyword: string) =>
    `Event[0]:\n  Log Name: Security\n  Source: Microsoft-Windows-Security-Auditing\n  Date: 2024-03-18T22:29:21.000\n  Event ID: 4960\n  Task: x\n  Level: Information\n  Opcode: Info\n  Keyword: ${keyword}\n  User: N/A\n  User Name: N/A\n  Computer: HQ-RRAS01\n  Description: \nN/A\n`;
  const { records } = readText(text, head('Audit Failure') + head(''));
  expect(records.map((r) => [r.level, r.data.kind === 'windows-event' && r.data.computer])).toEqual([
    ['warning', 'HQ-RRAS01'],
    ['information', 'HQ-RRAS01'],
  ]);
});
