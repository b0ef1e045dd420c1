export const securityProvider = 'Microsoft-Windows-Security-Auditing';
export const serviceProvider = 'Service Control Manager';
export const kernelProvider = 'Microsoft-Windows-Kernel-General';

/**
 * Sources that carry another name in some releases: Vista and Server 2008 write `Microsoft-Windows-` before classic
 * sources, and the event viewer shows the friendly name of a manifest (Geoff Chappell, "The Service Control Manager Eventlog Provider").
 */
const aliases: Readonly<Record<string, string>> = {
  'microsoft-windows-service control manager': 'Service Control Manager',
  'service control manager eventlog provider': 'Service Control Manager',
  'service control manager': 'Service Control Manager',
  'microsoft-windows-remoteaccess': 'RemoteAccess',
  remoteaccess: 'RemoteAccess',
  'microsoft-windows-rasclient': 'RasClient',
  rasclient: 'RasClient',
  rasman: 'RasMan',
  rassstp: 'RasSstp',
  'microsoft-windows-rassstp': 'RasSstp',
  'microsoft-windows-eventlog': 'Microsoft-Windows-Eventlog',
  eventlog: 'EventLog',
  'kernel-general': kernelProvider,
  user32: 'User32',
  'microsoft-windows-security-auditing': 'Microsoft-Windows-Security-Auditing',
  'microsoft windows security auditing.': 'Microsoft-Windows-Security-Auditing',
  'security-auditing': 'Microsoft-Windows-Security-Auditing',
};

/** A log names few sources and each very often; a hostile one is not remembered beyond this. */
const mostNames = 1000;
const canonical = new Map<string, string>();

/** One name for a source that has several, so that every shape of an event yields the same fact; other names stay as written. */
export function canonicalProvider(name: string): string {
  const known = canonical.get(name);
  if (known !== undefined) return known;
  const trimmed = name.trim();
  const found = aliases[trimmed.toLowerCase()] ?? trimmed;
  if (canonical.size < mostNames) canonical.set(name, found);
  return found;
}
