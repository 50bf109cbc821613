import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useReference, useReferenceSearch, type Reference, type ReferenceKind } from '../references';
import { textOf } from '../values';
import { common, type EditorProps } from './editor';
import styles from './editors.module.css';

const optionOf = (one: Reference) => ({ value: one.id, label: one.name, detail: one.detail });

/** A customer, contact or product, searched as one types by name, pinyin, number, phone or mail. */
function ReferenceEditor({ kind, ...props }: EditorProps & { kind: ReferenceKind }) {
  const { t } = useTranslation('ui/fields');
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(props.autoFocus ?? false);
  const id = textOf(props.value);
  const chosen = useReference(kind, id === '' ? null : id);
  const found = useReferenceSearch(kind, typed, open);
  const options = (found.data ?? []).map(optionOf);
  const known = options.some((one) => one.value === id);
  return (
    <Select<string, ReturnType<typeof optionOf>>
      {...common(props)}
      className={styles.wide}
      allowClear
      open={open}
      onOpenChange={setOpen}
      showSearch={{ filterOption: false, searchValue: typed, onSearch: setTyped }}
      loading={found.isFetching}
      placeholder={t(kind === 'product' ? 'typeToSearchProducts' : 'typeToSearch')}
      notFoundContent={found.isFetching ? null : t('nothingFound')}
      popupMatchSelectWidth={false}
      value={id === '' ? undefined : id}
      options={known || !chosen.data ? options : [...options, optionOf(chosen.data)]}
      optionRender={({ data }) => (
        <>
          {data.label}
          {data.detail && <span className={styles.detail}>{data.detail}</span>}
        </>
      )}
      onChange={(value: string | undefined) => props.onChange(value ?? null)}
    />
  );
}

export const CustomerEditor = (props: EditorProps) => <ReferenceEditor {...props} kind="customer" />;
export const ContactEditor = (props: EditorProps) => <ReferenceEditor {...props} kind="contact" />;
export const ProductEditor = (props: EditorProps) => <ReferenceEditor {...props} kind="product" />;
