import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { Negotiation, NegotiationMessage, Witness } from '#shared/model/negotiation.ts';
import { useApp, useNegotiation } from '../../app/context.tsx';
import { useText } from '../../i18n/provider.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { StatusIcon } from '../../ui/status.tsx';
import { useArrowKeys } from '../../ui/use-arrow-keys.ts';
import { Arrow } from './arrow.tsx';
import { foldOf, letterOf } from './choice.ts';
import styles from './ladder.module.css';
import { SightTime, SightZone } from './sight-time.tsx';

type LadderProps = { readonly negotiation: Negotiation; readonly witnesses: readonly Witness[] };

/** Two life lines, time down, one row a message; the row opens its payloads. */
export function Ladder({ negotiation, witnesses }: LadderProps) {
  const t = useText();
  const density = useNegotiation((s) => s.density);
  const keys = useArrowKeys<HTMLOListElement>();
  const [unfolded, setUnfolded] = useState<string | null>(null);
  const { messages, failedAt, omitted, id } = negotiation;
  const fold = unfolded === id ? null : foldOf(messages, failedAt);
  return (
    <div>
      <Controls witnesses={witnesses} />
      <div className={styles.ends}>
        <SightZone sightings={messages.flatMap((message) => message.seen.slice(0, 1))} witnesses={witnesses} />
        <span className={styles.end}>
          <strong>{t('negotiation.end.on-premises')}</strong>
          <span>{negotiation.onPremises ?? '–'}</span>
        </span>
        <span className={styles.end}>
          <strong>{t('negotiation.end.azure')}</strong>
          <span>{negotiation.azure ?? '–'}</span>
        </span>
      </div>
      <ol className={styles.rows} data-density={density} {...keys}>
        {messages.map((message, at) =>
          fold !== null && at > fold[0] && at < fold[1] ? null : fold !== null && at === fold[0] ? (
            <li key="fold" className={styles.fold}>
              <Button size="small" appearance="subtle" onClick={() => setUnfolded(id)}>
                {t('negotiation.unfold', { count: fold[1] - fold[0] })}
              </Button>
            </li>
          ) : (
            <Row key={at} message={message} at={at} witnesses={witnesses} />
          ),
        )}
      </ol>
      {omitted > 0 && <p className={styles.omitted}>{t('negotiation.omitted', { count: omitted })}</p>}
    </div>
  );
}

function Controls({ witnesses }: { readonly witnesses: readonly Witness[] }) {
  const t = useText();
  const { stores } = useApp();
  const density = useNegotiation((s) => s.density);
  const isAligned = useNegotiation((s) => s.isAligned);
  const canAlign = witnesses.some((w) => w.offset !== null && w.offset.medianMs !== 0);
  return (
    <div className={styles.controls}>
      {canAlign && (
        <Segmented
          label={t('negotiation.times')}
          value={isAligned ? 'aligned' : 'raw'}
          options={(['raw', 'aligned'] as const).map((value) => ({ value, text: t(`negotiation.times.${value}`) }))}
          onChange={(value) => stores.negotiation.align(value === 'aligned')}
        />
      )}
      <Segmented
        label={t('negotiation.density')}
        value={density}
        options={(['close', 'normal', 'wide'] as const).map((value) => ({ value, text: t(`negotiation.density.${value}`) }))}
        onChange={stores.negotiation.setDensity}
      />
    </div>
  );
}

type RowProps = { readonly message: NegotiationMessage; readonly at: number; readonly witnesses: readonly Witness[] };

function Marks({ message, witnesses, side }: Omit<RowProps, 'at'> & { readonly side: 'on-premises' | 'azure' }) {
  const own = message.seen.filter((s) => (witnesses.find((w) => w.id === s.witness)?.side ?? 'on-premises') === side);
  return (
    <span className={styles.marks} data-side={side}>
      {own.map((s) => (
        <span key={s.witness} className={styles.mark}>
          {letterOf(s.witness, witnesses)}
        </span>
      ))}
    </span>
  );
}

function Row({ message, at, witnesses }: RowProps) {
  const t = useText();
  const { stores } = useApp();
  const isChosen = useNegotiation((s) => s.message === at);
  const count = Math.max(...message.seen.map((s) => s.count));
  const [first] = message.seen;
  return (
    <li className={styles.row} data-kind={message.kind} data-mark={message.mark} data-from={message.from ?? undefined}>
      <button
        type="button"
        className={styles.button}
        aria-current={isChosen ? 'true' : undefined}
        onClick={() => stores.negotiation.show(isChosen ? null : at)}
      >
        {first !== undefined && <SightTime sighting={first} witnesses={witnesses} />}
        <Marks message={message} witnesses={witnesses} side="on-premises" />
        <span className={styles.lane}>
          <span className={styles.label}>
            {message.mark === 'failed' && <StatusIcon verdict="problem" />}
            {message.mark === 'established' && <StatusIcon verdict="healthy" />}
            {message.mark === 'warning' && <StatusIcon verdict="warning" />}
            <span className={styles.hidden}>{message.from === null ? '' : `${t(`negotiation.from.${message.from}`)} `}</span>
            <span>{t.message(message.what)}</span>
            {count > 1 && <span className={styles.count}>{t('ui.times', { count })}</span>}
            {message.isLost && <span className={styles.lost}>{t('negotiation.unanswered')}</span>}
          </span>
          <Arrow kind={message.kind} from={message.from} isLost={message.isLost} />
        </span>
        <Marks message={message} witnesses={witnesses} side="azure" />
      </button>
    </li>
  );
}
