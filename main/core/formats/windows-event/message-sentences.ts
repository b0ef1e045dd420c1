/**
 * Rendered messages of RRAS and its client, where an export has nothing else: names are found by the sentence around them. English
 * sentences from mprlog.h and Microsoft's pages on RAS connections; of the attempts to connect also German, French, Russian and
 * Japanese ones, and by the word for a name Spanish, Italian, Portuguese, Chinese and Korean ones (not verified). In any other
 * language, and for the other events, names stay open.
 */
type Sentence = { readonly events: readonly number[]; readonly name: Name; readonly pattern: RegExp };
type Name = 'link' | 'user';

const open = String.raw`["«„“「][\u00A0 ]?`;
const close = String.raw`[\u00A0 ]?["»“”」]`;
const quote = String.raw`["'«»„“”「」\u00A0 ]*`;

/** A name in quotes ends with them, whatever it holds; else it ends where the sentence goes on. */
function sentence(events: readonly number[], before: string, name: Name, after: string): Sentence {
  const quoted = `${open}(?<quoted>[^"«»„“”「」]{1,250}?)${close}`;
  const plain = `${quote}(?<plain>\\S(?:.{0,250}?\\S)??)${quote}${after}`;
  return { events, name, pattern: new RegExp(`${before}(?:${quoted}|${plain})`, 'iu') };
}

const dialled = [20221, 20222, 20223, 20224, 20225, 20226, 20227];
const onPort = [20111];
const sentences: readonly Sentence[] = [
  sentence(onPort, String.raw`(?:remote )?interface `, 'link', String.raw` on port \S`),
  sentence(onPort, String.raw`schnittstelle `, 'link', String.raw` (?:an|auf|am|über) (?:dem |den )?(?:port|anschluss)`),
  sentence(onPort, String.raw`interface (?:distante )?`, 'link', String.raw`,? (?:sur|par) le port`),
  sentence(onPort, String.raw`интерфейс[а-я]{0,3} `, 'link', String.raw`,? (?:на|через|по) порт`),
  sentence(onPort, String.raw`インターフェイス `, 'link', String.raw` ?(?:への|の|に|で)[^。]{0,60}ポート`),
  sentence(onPort, String.raw`ポート \S{1,40} ?(?:の|で|上)[^。]{0,60}インターフェイス `, 'link', String.raw` ?(?:への|の|に|で)`),
  sentence([20105, 20143], String.raw`\bload the interface `, 'link', ' from the registry'),
  sentence([20106, 20107], String.raw`\b(?:add|remove) the interface `, 'link', ' with the router manager'),
  sentence([20125, 20138], String.raw`\bremote interface `, 'link', ' (?:failed|could)'),
  sentence([20158], String.raw`\bconnection to `, 'link', ' using the device'),
  sentence([20158], String.raw`\bthe user `, 'user', ' (?:has )?successfully'),
  sentence([20159], String.raw`\bconnection to `, 'link', ' made by user'),
  sentence([20159], String.raw`\bmade by user `, 'user', ' using (?:the )?device'),
  sentence(
    [20177, 20178, 20179, 20180, 20181, 20182, 20183, 20184, 20185, 20186],
    String.raw`\binterface `,
    'link',
    ' is (?:now )?(?:un)?reachable',
  ),
  sentence([20220], String.raw`\bconnection to `, 'link', ' made (?:by user|using)'),
  sentence([20249, 20250, 20253, 20255, 20272, 20274], String.raw`\bthe user `, 'user', String.raw` (?:connected|has|is|from|,)`),
  sentence(dialled, String.raw`connection (?:profile )?named `, 'link', String.raw`(?: which| that| using| has| to the remote|\.|,)`),
  sentence(dialled, String.raw`verbindung mit dem namen `, 'link', String.raw`(?:,| gewählt| herge| mit|\.| ist)`),
  sentence(dialled, String.raw`connexion nommée `, 'link', String.raw`(?:,| qui| à l| a |\.| et)`),
  sentence(dialled, String.raw`подключение (?:с именем )?`, 'link', String.raw`(?:, котор| с исп|\.| заверш)`),
  sentence(dialled, String.raw`は `, 'link', String.raw` ?という名前の接続`),
  sentence(
    dialled,
    String.raw`conexión (?:de nombre|con el nombre|denominada|llamada) `,
    'link',
    String.raw`(?:,| que| y| en| la cual|\.)`,
  ),
  sentence(dialled, String.raw`connessione (?:denominata|chiamata|con nome) `, 'link', String.raw`(?:,| che| non| e| la quale|\.)`),
  sentence(dialled, String.raw`conexão (?:denominada|chamada|nomeada|com o nome) `, 'link', String.raw`(?:,| que| e| a qual|\.)`),
  sentence(dialled, String.raw`名为 ?`, 'link', String.raw` ?的(?:连接|VPN)`),
  sentence(dialled, String.raw`名為 ?`, 'link', String.raw` ?的連線`),
  sentence(dialled, String.raw`사용자(?:가|는|이)? (?:\S{1,64}(?:가|이|는|은) )?`, 'link', String.raw`(?:\(이\))?라는 (?:이름의 )?연결`),
  sentence(dialled, String.raw`\bthe user `, 'user', String.raw` (?:dialed|has|is|successfully)`),
  sentence(dialled, String.raw`\bder benutzer `, 'user', String.raw` (?:hat|ist|versucht)`),
  sentence(dialled, String.raw`l['’]utilisateur `, 'user', String.raw` (?:a |est|essaie|tente)`),
  sentence(dialled, String.raw`пользовател[а-я]{1,2} `, 'user', String.raw` (?:установ|набр|успеш|попыт|выполн|начал)`),
  sentence(dialled, String.raw`ユーザー `, 'user', String.raw` ?は`),
];

/** The interface or connection (`link`), or the account, that the message of an event names; null when its sentence is not known. */
export function nameInMessage(eventId: number, words: string, name: Name): string | null {
  for (const known of sentences) {
    const found = known.name === name && known.events.includes(eventId) ? known.pattern.exec(words)?.groups : undefined;
    const text = found?.['quoted'] ?? found?.['plain'];
    if (text) return text.trim();
  }
  return null;
}
