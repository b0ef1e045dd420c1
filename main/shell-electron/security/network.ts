import type { CommandLine, Session } from 'electron';

/** Chromium's own services must not reach anything either; to be called before the application is ready. */
export function silenceChromium(commandLine: CommandLine): void {
  commandLine.appendSwitch('disable-background-networking');
  commandLine.appendSwitch('disable-component-update');
  commandLine.appendSwitch('disable-domain-reliability');
  commandLine.appendSwitch('no-proxy-server');
  commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
}

/** Lets a session load what `isAllowed` says, and nothing else. */
export function allowOnly(session: Session, isAllowed: (url: string) => boolean): void {
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isAllowed(details.url) }));
}
