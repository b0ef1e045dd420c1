import { Button, ProgressBar } from '@fluentui/react-components';
import { useApp, useImport, useJobs } from '../../app/context.tsx';
import { useRoute } from '../../app/use-route.ts';
import { useText } from '../../i18n/provider.tsx';
import type { Text } from '../../i18n/text.ts';
import { ErrorState } from '../../ui/states.tsx';
import styles from './job-bar.module.css';
import { rateOf, shareOf, type TrackedJob } from './jobs-updates.ts';

/** Long work at the foot of the window, unless the Cases screen shows it in the drop zone. */
export function JobBar() {
  const t = useText();
  const shownThere = useImport((s) => s.jobId);
  const onCases = useRoute().screen === 'cases';
  const all = useJobs((s) => s.jobs);
  const jobs = onCases ? all.filter((j) => j.job.id !== shownThere) : all;
  if (jobs.length === 0) return null;
  return (
    <section className={styles.bar} aria-label={t('ui.jobs.label')}>
      {jobs.map((tracked) => (
        <JobRow key={tracked.job.id} tracked={tracked} />
      ))}
    </section>
  );
}

function JobRow({ tracked }: { readonly tracked: TrackedJob }) {
  const t = useText();
  const { stores } = useApp();
  const { job } = tracked;
  const dismiss = (): void => stores.jobs.dismiss(job.id);
  if (job.state === 'failed') return job.error ? <ErrorState error={job.error} onDismiss={dismiss} /> : null;
  const running = job.state === 'running';
  const sentence = running ? jobSentence(t, tracked) : t('ui.jobs.saved', { file: job.file ?? tracked.title });
  return (
    <div className={styles.row} data-job-state={job.state}>
      <span className={styles.title} title={sentence}>
        {sentence}
      </span>
      {running && <JobProgressLine tracked={tracked} />}
      <Button size="small" onClick={running ? () => void stores.jobs.cancel(job.id) : dismiss}>
        {running ? t('ui.cancel') : t('ui.dismiss')}
      </Button>
    </div>
  );
}

/** What is being done, as a sentence. */
export function jobSentence(t: Text, { job, title }: TrackedJob): string {
  return t(`job.doing.${job.kind}`, { title });
}

/** Phase, file, counts and rate as words, above the bar itself. */
export function JobProgressLine({ tracked }: { readonly tracked: TrackedJob }) {
  const t = useText();
  const { progress } = tracked.job;
  const rate = rateOf(tracked);
  const share = shareOf(tracked.job);
  const sentence = jobSentence(t, tracked);
  const parts = [
    progress.total > 0 ? t('ui.jobs.count', { done: progress.done, total: progress.total }) : null,
    progress.records > 0 ? t('ui.jobs.records', { count: progress.records }) : null,
    rate === null ? null : t('ui.jobs.rate', { rate }),
  ].filter((part) => part !== null);
  return (
    <div className={styles.progress}>
      <div className={styles.words}>
        <span className={styles.name}>
          {t(`job.phase.${progress.phase}`)} {progress.phase === 'collecting' ? t(`collect.call.${progress.name}`) : progress.name}
        </span>
        <span className={styles.figures}>{parts.join(' · ')}</span>
      </div>
      {share === null ? <ProgressBar aria-label={sentence} /> : <ProgressBar aria-label={sentence} value={share} />}
    </div>
  );
}
