import { Select } from '@fluentui/react-components';
import type { SourceSummary } from '#shared/model/source.ts';
import { useApp, useCurrentCase } from '../../app/context.tsx';
import { useText } from '../../i18n/provider.tsx';
import { isOffered, zoneOffsets, zonePlaces } from './zone-choices.ts';

/** True for a source whose times, or some of them, name no zone of their own, so that a person may say it. */
export function asksForZone({ zone, zoneSet }: SourceSummary): boolean {
  return zone === 'unknown' || (zoneSet ?? null) !== null;
}

/** The zone of a source's times, as a person knows it. */
export function ZoneSelect({ source }: { readonly source: SourceSummary }) {
  const t = useText();
  const { stores } = useApp();
  const busy = useCurrentCase((s) => s.settingZone !== null);
  const set = source.zoneSet ?? '';
  return (
    <Select
      size="small"
      aria-label={t('ui.sources.zone.label', { path: source.path })}
      value={set}
      disabled={busy}
      onChange={(_, data) => void stores.current.setZone({ sourceId: source.id, zone: data.value === '' ? null : data.value })}
    >
      <option value="">{t('ui.time.zoneUnknown')}</option>
      {set !== '' && !isOffered(set) && <option value={set}>{set}</option>}
      <optgroup label={t('ui.sources.zone.places')}>
        {zonePlaces.map(({ id, zone }) => (
          <option key={zone} value={zone}>
            {t(`ui.sources.zone.place.${id}`)}
          </option>
        ))}
      </optgroup>
      <optgroup label={t('ui.sources.zone.offsets')}>
        {zoneOffsets.map((offset) => (
          <option key={offset} value={offset}>
            {t('ui.sources.zone.offset', { offset })}
          </option>
        ))}
      </optgroup>
    </Select>
  );
}
