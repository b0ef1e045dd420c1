import type { AzureAccess, AzureCloud } from '#shared/model/azure.ts';

/**
 * Where a cloud has its sign-in and its resource manager. `loginHosts` are the hosts that the sign-in may talk to: the library knows
 * several names for one authority.
 */
export type CloudAddresses = {
  readonly resourceManager: string;
  readonly login: string;
  readonly loginHosts: readonly string[];
  readonly storageSuffix: string;
};

/** Sources: `@azure/ms-rest-azure-env` (read 22 Nov 2026); the names of the authorities: the metadata in `@azure/msal-common` 16.16.1. */
export const clouds: Readonly<Record<AzureCloud, CloudAddresses>> = {
  public: {
    resourceManager: 'https://management.azure.com',
    login: 'https://login.microsoftonline.com',
    loginHosts: ['login.microsoftonline.com', 'login.windows.net'],
    storageSuffix: 'core.windows.net',
  },
  'us-government': {
    resourceManager: 'https://management.usgovcloudapi.net',
    login: 'https://login.microsoftonline.us',
    loginHosts: ['login.microsoftonline.us', 'login.usgovcloudapi.net'],
    storageSuffix: 'core.usgovcloudapi.net',
  },
  china: {
    resourceManager: 'https://management.chinacloudapi.cn',
    login: 'https://login.partner.microsoftonline.cn',
    loginHosts: ['login.chinacloudapi.cn', 'login.partner.microsoftonline.cn'],
    storageSuffix: 'core.chinacloudapi.cn',
  },
};

/** One audience for every storage account of every cloud: the default of Microsoft's own libraries (`StorageBlobAudience` of `@azure/storage-blob`). */
const storageAudience = 'https://storage.azure.com';

/**
 * What a sign-in asks for. The least is to call the resource manager as the user, with the user's own rights; to read blobs as the user
 * is asked for by itself, when a person wants it.
 */
export function scopeOf(access: AzureAccess, cloud: AzureCloud): string {
  return `${access === 'storage' ? storageAudience : clouds[cloud].resourceManager}/user_impersonation`;
}

/** Where the blobs of a storage account are. `account` is its name: small letters and digits. */
export function blobOrigin(account: string, cloud: AzureCloud): string {
  return `https://${account.toLowerCase()}.blob.${clouds[cloud].storageSuffix}`;
}
