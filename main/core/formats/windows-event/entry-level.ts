import type { Level } from '#shared/model/record.ts';

/**
 * `EntryType` is an English enumeration name; `LevelDisplayName` is translated. Words as the event viewer shows them in
 * English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Czech, Hungarian, Turkish, Greek, Swedish, Danish, Norwegian,
 * Finnish, Russian, Japanese, Chinese and Korean.
 */
const words: Readonly<Record<Level, readonly string[]>> = {
  critical: [
    'critical',
    'kritisch',
    'critique',
    'crítico',
    'critico',
    'критический',
    '重大',
    '严重',
    '嚴重',
    '关键',
    '위험',
    'krytyczny',
    'kritické',
    'kritikus',
    'kritik',
    'κρίσιμο',
    'kritiskt',
    'kritisk',
    'kriittinen',
  ],
  error: [
    'error',
    'fehler',
    'erreur',
    'errore',
    'erro',
    'fout',
    'ошибка',
    'エラー',
    '错误',
    '錯誤',
    '오류',
    'błąd',
    'chyba',
    'hiba',
    'hata',
    'σφάλμα',
    'fel',
    'fejl',
    'feil',
    'virhe',
  ],
  warning: [
    'warning',
    'warnung',
    'avertissement',
    'advertencia',
    'avviso',
    'aviso',
    'waarschuwing',
    'предупреждение',
    '警告',
    '경고',
    'failureaudit',
    'audit failure',
    'überwachung gescheitert',
    'überwachungsfehler',
    "échec de l'audit",
    'аудит отказа',
    '失敗の監査',
    'ostrzeżenie',
    'upozornění',
    'figyelmeztetés',
    'uyarı',
    'προειδοποίηση',
    'varning',
    'advarsel',
    'varoitus',
    'error de auditoría',
    'controllo non riuscito',
    'falha de auditoria',
    'controle mislukt',
    '审核失败',
    '稽核失敗',
    '감사 실패',
  ],
  information: [
    'information',
    'informationen',
    'información',
    'informazioni',
    'informações',
    'informatie',
    'сведения',
    '情報',
    '信息',
    '資訊',
    '정보',
    'successaudit',
    'audit success',
    'überwachung erfolgreich',
    "succès de l'audit",
    'аудит успеха',
    '成功の監査',
    '0',
    'informacje',
    'informace',
    'információ',
    'bilgi',
    'πληροφορίες',
    'oplysninger',
    'informasjon',
    'tiedot',
    'auditoría correcta',
    'controllo riuscito',
    'auditoria com êxito',
    'controle geslaagd',
    '审核成功',
    '稽核成功',
    '감사 성공',
  ],
  verbose: ['verbose', 'ausführlich', 'commentaires', 'detallado', 'dettagliato', 'detalhado', 'подробно', '詳細', '详细'],
};

/** Numbers of `Level` in `Get-WinEvent` (winmeta.h); 0 is what classic sources write for information. */
const numbers: readonly (Level | null)[] = ['information', 'critical', 'error', 'warning', 'information', 'verbose'];

// The keys of the table are levels; Object.entries only knows them as text.
const byWord: ReadonlyMap<string, Level> = new Map(
  (['critical', 'error', 'warning', 'information', 'verbose'] as const).flatMap((level) => words[level].map((word) => [word, level])),
);

/** Level of an event by its word in any of the known languages, else by its number; null when neither tells. */
export function entryLevel(word: string | null, number: number | null): Level | null {
  const told = word === null ? undefined : byWord.get(word.trim().toLowerCase().replaceAll('’', "'"));
  return told ?? (number === null ? null : (numbers[number] ?? null));
}

/** Keywords of audits (winmeta.h): bit 52 for a failure, bit 53 for a success. Their `Level` says information for both. */
export function auditLevel(keywords: string | null): Level | null {
  if (keywords === null || !/^0x[0-9A-Fa-f]{1,16}$/.test(keywords)) return null;
  const bits = BigInt(keywords);
  if ((bits & (1n << 52n)) !== 0n) return 'warning';
  return (bits & (1n << 53n)) !== 0n ? 'information' : null;
}
