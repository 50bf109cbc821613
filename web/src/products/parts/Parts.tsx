import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldDescription } from '../../ui/records/description';
import { EditableField } from '../../ui/records/EditableField';
import { EmptyState } from '../../ui/states/EmptyState';
import type { Component, Product } from '../queries';
import { Groups, Rules } from './drawn';
import { OptionsForm } from './OptionsForm';
import styles from './parts.module.css';

interface Props {
  product: Product;
  /** The parts as fields. */
  parts: readonly FieldDescription[];
  /** null: whoever looks may not change the product. */
  save: ((changes: Readonly<Record<string, unknown>>) => Promise<void>) | null;
}

/** What is taken with it and what it is made of. */
export function Parts(props: Props) {
  return (
    <div className={styles.parts}>
      <Options {...props} />
      <Components {...props} />
    </div>
  );
}

function Options({ product, save }: Props) {
  const { t } = useTranslation('products');
  const [editing, setEditing] = useState(false);
  const { option_groups: groups, option_rules: rules } = product;
  if (editing && save) return <OptionsForm {...{ product, save }} onClose={() => setEditing(false)} />;
  const edit = save && (
    <Button onClick={() => setEditing(true)}>{t(groups.length > 0 ? 'parts.edit' : 'parts.begin')}</Button>
  );
  if (groups.length === 0)
    return <EmptyState title={t('parts.noOptions')} text={t('parts.noOptionsText')} action={edit} />;
  return (
    <section className={styles.panel}>
      <header className={styles.head}>
        <h2>{t('parts.options')}</h2>
        {edit}
      </header>
      <Groups value={groups} />
      {rules.length > 0 && (
        <section className={styles.group}>
          <h3>{t('parts.rules')}</h3>
          <Rules value={rules} />
        </section>
      )}
    </section>
  );
}

/** With components it is a bundle, without any it is none. */
function Components({ product, parts, save }: Props) {
  const { t } = useTranslation('products');
  const field = parts.find((one) => one.name === 'components');
  if (!field || (product.components.length === 0 && save === null)) return null;
  const change = async (value: unknown) => {
    const given = (Array.isArray(value) ? (value as Component[]) : []).filter((one) => one.product_id !== '');
    const kind = given.length > 0 ? 'bundle' : product.kind === 'bundle' ? 'good' : product.kind;
    await save?.({ components: given, ...(kind === product.kind ? {} : { kind }) });
  };
  return (
    <section className={styles.panel}>
      <h2>{t('fields.components')}</h2>
      <p className={styles.quiet}>{t('parts.componentsText')}</p>
      <EditableField
        field={field}
        value={product.components}
        fixed={save === null}
        placeholder={t('parts.noComponents')}
        onSave={change}
      />
    </section>
  );
}
