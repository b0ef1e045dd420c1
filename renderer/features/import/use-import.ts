import type { PickedFile } from '#shared/api/client.ts';
import type { Result } from '#shared/api/result.ts';
import { useApp, useSettings } from '../../app/context.tsx';
import { caseLink, casesLink } from '../../app/links.ts';
import { navigate } from '../../app/use-route.ts';
import { collectDropped } from './collect-dropped.ts';
import type { ImportTarget } from './import-store.ts';

export type ImportActions = {
  readonly drop: (data: DataTransfer) => void;
  readonly pick: (what: 'files' | 'folder' | 'case-file') => void;
  readonly text: (name: string, text: string) => void;
  readonly sample: (sample: string, title: string) => void;
};

/** A finished import into a new case opens the case, unless the user has gone elsewhere meanwhile. */
function openWhenDone(target: ImportTarget): (caseId: string | null) => void {
  return (caseId) => {
    const stayed = window.location.hash === '' || window.location.hash.startsWith(casesLink);
    if (caseId !== null && target.kind === 'new' && stayed) navigate(caseLink(caseId, 'overview'));
  };
}

/** The ways in which evidence gets into `target`. */
export function useImportActions(target: ImportTarget): ImportActions {
  const { shell, stores } = useApp();
  const nativeDialog = useSettings((s) => s.info?.capabilities.nativeDialog ?? false);
  const done = openWhenDone(target);
  const take = async (granted: Promise<Result<readonly PickedFile[]>>): Promise<void> => {
    const result = await granted;
    if (result.ok) done(await stores.imports.files(result.value, target));
    else stores.imports.refuse(result.error);
  };
  return {
    drop: (data) => void take(collectDropped(data, nativeDialog).then((files) => shell.grantDropped(files))),
    pick: (what) => void take(shell.pickFiles(what)),
    text: (name, text) => void stores.imports.text(name, text, target).then(done),
    sample: (sample, title) => void stores.imports.sample(sample, title).then(done),
  };
}
