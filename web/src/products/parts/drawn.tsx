/** What a product is made of, as values that are read and changed. */
import { InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { FieldValue } from '../../ui/fields/FieldValue';
import { EntriesEditor } from '../../ui/fields/editors/EntriesEditor';
import type { EditorProps } from '../../ui/fields/editors/editor';
import { ProductEditor } from '../../ui/fields/editors/ReferenceEditor';
import { textOf } from '../../ui/fields/values';
import { useFormat } from '../../ui/format';
import type { FieldDescription } from '../../ui/records/description';
import type { Component, OptionGroup, OptionRule } from '../queries';
import { useProductNames } from './names';
import styles from './parts.module.css';

const PRODUCT: Omit<FieldDescription, 'label'> = { name: 'product_id', kind: 'product' };

/** As the fields of the API have them: who draws them says which it is. */
const listOf = <T,>(value: unknown): T[] => (Array.isArray(value) ? (value as T[]) : []);

export function Named({ id }: { id: string }) {
  const { t } = useTranslation('products');
  return <FieldValue field={{ ...PRODUCT, label: t('fields.product') }} value={id} />;
}

function Components({ value }: { value: unknown }) {
  const format = useFormat();
  return (
    <ul className={styles.components}>
      {listOf<Component>(value).map((one) => (
        <li key={one.product_id}>
          <span className={styles.count}>{format.number(Number(one.quantity))} ×</span>{' '}
          <Named id={one.product_id} />
        </li>
      ))}
    </ul>
  );
}

function ComponentsEditor({ value, onChange, field, errorAt }: EditorProps) {
  const { t } = useTranslation('products');
  const rows = listOf<Component>(value);
  return (
    <EntriesEditor<Component>
      label={field.label}
      entries={rows.length > 0 ? rows : [{ product_id: '', quantity: '1' }]}
      onChange={onChange}
      fresh={() => ({ product_id: '', quantity: '1' })}
      add={t('parts.addComponent')}
      part="product_id"
      errorAt={errorAt}
      row={(one, set) => (
        <>
          <InputNumber<string>
            className={styles.quantity}
            stringMode
            min="0"
            aria-label={t('fields.quantity')}
            value={one.quantity}
            onChange={(quantity) => set({ quantity: quantity ?? '' })}
          />
          <div className={styles.product}>
            <ProductEditor
              field={{ ...PRODUCT, label: t('fields.product') }}
              value={one.product_id}
              onChange={(id) => set({ product_id: textOf(id) })}
            />
          </div>
        </>
      )}
    />
  );
}

/** How many of a group are taken, in words. */
export function useTaken(): (group: Pick<OptionGroup, 'least' | 'most'>) => string {
  const { t } = useTranslation('products');
  return ({ least, most = null }) => {
    if (most === null) return least === 0 ? t('taken.any') : t('taken.least', { least });
    if (least === most) return t('taken.exactly', { count: most });
    return least === 0 ? t('taken.most', { count: most }) : t('taken.between', { least, most });
  };
}

export function Groups({ value }: { value: unknown }) {
  const { t } = useTranslation('products');
  const taken = useTaken();
  return listOf<OptionGroup>(value).map((group, index) => (
    <section key={index} className={styles.group}>
      <h3>
        {group.name} <span className={styles.quiet}>{taken(group)}</span>
      </h3>
      <ul>
        {group.choices.map((one) => (
          <li key={one.product_id}>
            <Named id={one.product_id} />{' '}
            <span className={styles.quiet}>
              {[one.initially && t('parts.initially'), one.most !== 1 && t('parts.upTo', { count: one.most })]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  ));
}

export function Rules({ value }: { value: unknown }) {
  const { t } = useTranslation('products');
  const rules = listOf<OptionRule>(value);
  const name = useProductNames([...new Set(rules.flatMap((one) => [one.option_id, one.other_id]))]);
  return (
    <ul>
      {rules.map(({ bond, option_id, other_id }) => (
        <li key={`${option_id} ${bond} ${other_id}`}>
          {t(`rules.${bond}`, { option: name(option_id), other: name(other_id) })}
        </li>
      ))}
    </ul>
  );
}

/** Changed together, in the form of their own. */
const Nowhere = () => null;

export const COMPONENTS = { Value: Components, Editor: ComponentsEditor };
export const GROUPS = { Value: Groups, Editor: Nowhere };
export const RULES = { Value: Rules, Editor: Nowhere };
