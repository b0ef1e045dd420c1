/** Hosts whose https pages the application may open outside of itself: documentation and the portal. */
export const externalHosts: readonly string[] = [
  'learn.microsoft.com',
  'technet.microsoft.com',
  'portal.azure.com',
  // Where a device code is entered.
  'microsoft.com',
  'login.microsoft.com',
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.partner.microsoftonline.cn',
  'docs.strongswan.org',
  'www.rfc-editor.org',
  'datatracker.ietf.org',
];
