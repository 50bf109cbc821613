import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import { textsOf } from '../../ui/fields/values';
import { useAllCustomFields } from '../custom-fields/queries';
import styles from '../shared/admin.module.css';
import type { Edit } from '../shared/useEdit';
import { useMaskable, type Maskable } from './queries';
import grid from './RolePage.module.css';
import { useWords } from './words';

/** The fields that a role hides. */
export function Masks({ edit, fixed }: { edit: Edit; fixed: boolean }) {
  const { t } = useTranslation('administration/roles');
  const { data: maskable } = useMaskable();
  const hidden = textsOf(edit.values.masks);
  const hide = (mask: string, yes: boolean) =>
    edit.set('masks', yes ? [...hidden, mask] : hidden.filter((one) => one !== mask));
  return (
    <section className={grid.section} aria-label={t('masksTitle')}>
      <h2>{t('masksTitle')}</h2>
      <p className={styles.lead}>{fixed && hidden.length === 0 ? t('masksNone') : t('masksHint')}</p>
      {!(fixed && hidden.length === 0) && (
        <div className={grid.things}>
          {maskable?.map((one) => (
            <Thing key={one.thing} maskable={one} hidden={hidden} fixed={fixed} onHide={hide} />
          ))}
        </div>
      )}
    </section>
  );
}

interface ThingProps {
  maskable: Maskable;
  hidden: readonly string[];
  fixed: boolean;
  onHide: (mask: string, yes: boolean) => void;
}

function Thing({ maskable: { thing, fields }, hidden, fixed, onHide }: ThingProps) {
  const words = useWords();
  const own = useAllCustomFields()
    .filter((one) => one.object === thing && one.archived_at === null)
    .map((one) => `custom.${one.key}`);
  return (
    <fieldset className={grid.thing}>
      <legend>{words.thing(thing)}</legend>
      {[...fields, ...own].map((field) => {
        const mask = `${thing}.${field}`;
        return (
          <Checkbox
            key={field}
            disabled={fixed}
            checked={hidden.includes(mask)}
            onChange={(event) => onHide(mask, event.target.checked)}
          >
            {words.field(thing, field)}
          </Checkbox>
        );
      })}
    </fieldset>
  );
}
