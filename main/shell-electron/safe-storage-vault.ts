import type { SafeStorage } from 'electron';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMemoryVault, type TokenVault } from '#host/azure/token-vault.ts';

type Storage = Pick<SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString'> & {
  readonly getSelectedStorageBackend?: SafeStorage['getSelectedStorageBackend'];
};

/** On Linux without a keyring Electron would encrypt with a password that stands in its source: that is no encryption. */
function hasRealStore(storage: Storage): boolean {
  if (!storage.isEncryptionAvailable()) return false;
  return process.platform !== 'linux' || storage.getSelectedStorageBackend?.() !== 'basic_text';
}

/**
 * The sign-in's cache encrypted with the key that the operating system keeps for this user (DPAPI, Keychain, the keyring of the
 * desktop), in the data folder; in memory only where there is none. To be made after the application is ready.
 */
export function createSafeStorageVault(storage: Storage, folder: string): TokenVault {
  if (!hasRealStore(storage)) return createMemoryVault();
  const file = join(folder, 'azure-sign-in.bin');
  const wipe = (): void => rmSync(file, { force: true });
  return {
    persistent: true,
    load: () => {
      try {
        return storage.decryptString(readFileSync(file));
      } catch {
        // There is none, or it was made for another user or computer: then a person signs in again.
        return '';
      }
    },
    save: (text) => {
      writeFileSync(`${file}.part`, storage.encryptString(text), { mode: 0o600 });
      renameSync(`${file}.part`, file);
    },
    wipe,
  };
}
