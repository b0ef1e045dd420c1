/**
 * Words for the halves of the day in the times of the cultures with a 12-hour clock: Unicode CLDR, and where Windows has others, its own
 * (`PG`, `MD`, `nm.`). Those of a few letters count only when they stand alone.
 */
const afternoon = halves(
  [
    'p\\.?\\s?m',
    'CH',
    'odp',
    'du\\.',
    'PTG',
    'MD',
    'm\\.\\s?d',
    'e pasdites',
    'nm\\.',
    'GN',
    'GD',
    'em',
    'ip',
    'م',
    'ب\\.\\s?ظ',
    'غ\\.\\s?و',
    'म\\.?\\s?नं',
  ],
  ['午後', '下午', '晚上', '中午', '오후', 'μ\\.?\\s?μ', 'ከሰዓት', 'بعدازظهر', 'अपराह्न', 'অপৰাহ্ন', 'অপরাহ্', 'மாலை', 'பிற்பகல்', 'ಅಪರಾಹ್ನ'],
);
const morning = halves(
  [
    'a\\.?\\s?m',
    'SA',
    'dop',
    'de\\.',
    'PG',
    'PD',
    'p\\.\\s?d',
    'e paradites',
    'vm\\.',
    'GH',
    'fm',
    'ap',
    'ص',
    'صبح',
    'ق\\.\\s?ظ',
    'غ\\.\\s?م',
    'म\\.?\\s?पू',
  ],
  [
    '午前',
    '上午',
    '凌晨',
    '清晨',
    '早上',
    '오전',
    'π\\.?\\s?μ',
    'ጥዋት',
    'قبل\\u200C?ازظهر',
    'पूर्वाह्न',
    'পূৰ্বাহ্ন',
    'পূর্বাহ্',
    'காலை',
    'முற்பகல்',
    'ಪೂರ್ವಾಹ್ನ',
  ],
);

function halves(alone: readonly string[], anywhere: readonly string[]): RegExp {
  return new RegExp(`(?<![\\p{L}.])(?:${alone.join('|')})(?![\\p{L}\\p{M}])|${anywhere.join('|')}`, 'iu');
}

/** Which half of the day the words beside a time name; null for a 24-hour clock, or words that are not known. */
export function halfOfDay(words: string): 'am' | 'pm' | null {
  if (afternoon.test(words)) return 'pm';
  return morning.test(words) ? 'am' : null;
}
