import { Button, Checkbox, Input, useArrowNavigationGroup } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { useText } from '../../i18n/provider.tsx';
import { Dropdown } from './dropdown.tsx';
import styles from './facet-menu.module.css';

/** One choice of a facet. `text` is searched; `label` may show more than text. */
export type FacetOption = { readonly value: string; readonly text: string; readonly label?: ReactNode };

type FacetMenuProps = {
  readonly name: string;
  readonly options: readonly FacetOption[];
  readonly chosen: readonly string[];
  readonly onToggle: (value: string) => void;
  readonly onClear: () => void;
};

const searchFrom = 9;
const mostShown = 200;

/** A filter by one property: the choices with their ticks, searchable when there are many. */
export function FacetMenu(props: FacetMenuProps) {
  const { name, options, chosen } = props;
  const label = (
    <>
      {name}
      {chosen.length > 0 && <span className={styles.count}>{chosen.length}</span>}
    </>
  );
  return (
    <Dropdown name={name} label={label} isSet={chosen.length > 0} disabled={options.length === 0}>
      <Choices {...props} />
    </Dropdown>
  );
}

function Choices({ name, options, chosen, onToggle, onClear }: FacetMenuProps) {
  const t = useText();
  const [query, setQuery] = useState('');
  const arrows = useArrowNavigationGroup({ axis: 'vertical' });
  const found = options.filter((option) => option.text.toLowerCase().includes(query.trim().toLowerCase()));
  return (
    <>
      {options.length >= searchFrom && (
        <Input
          size="small"
          value={query}
          aria-label={t('viewer.facet.search', { name })}
          placeholder={t('viewer.facet.search', { name })}
          onChange={(_, data) => setQuery(data.value)}
        />
      )}
      <fieldset className={styles.list} aria-label={name} {...arrows}>
        {found.slice(0, mostShown).map((option) => (
          <Checkbox
            key={option.value}
            className={styles.option}
            checked={chosen.includes(option.value)}
            onChange={() => onToggle(option.value)}
            label={{ className: styles.label, children: option.label ?? option.text }}
          />
        ))}
        {found.length === 0 && <p className={styles.nothing}>{t('ui.palette.nothing')}</p>}
        {found.length > mostShown && <p className={styles.nothing}>{t('viewer.facet.more', { count: found.length - mostShown })}</p>}
      </fieldset>
      <div>
        <Button size="small" disabled={chosen.length === 0} onClick={onClear}>
          {t('viewer.facet.clear')}
        </Button>
      </div>
    </>
  );
}
