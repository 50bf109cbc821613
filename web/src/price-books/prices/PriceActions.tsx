import { MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EditForm } from '../../administration/shared/EditForm';
import { NewDialog } from '../../administration/shared/NewDialog';
import { useAsk, useSaving } from '../../administration/shared/saving';
import { useEdit } from '../../administration/shared/useEdit';
import { PRICING } from '../../products/queries';
import type { FieldDescription } from '../../ui/records/description';
import { useBooks } from '../queries';
import { STEPS, TERMS } from './drawn';
import { createPrice, deletePrice, loadPrice, PRICES, updatePrice, type Of, type Price } from './queries';

const TOUCHES = [PRICES, PRICING];
const FIRST = { steps: [{ from_quantity: '1', amount: '' }] };

function useFields(): FieldDescription[] {
  const { t } = useTranslation('price-books');
  return [
    {
      name: 'steps',
      label: t('prices.steps'),
      hint: t('prices.stepsHint'),
      kind: 'longText',
      required: true,
      drawn: STEPS,
    },
    { name: 'terms', label: t('prices.terms'), hint: t('prices.termsHint'), kind: 'longText', drawn: TERMS },
    { name: 'starts_on', label: t('fields.starts_on'), hint: t('hints.starts_on'), kind: 'date' },
    { name: 'ends_on', label: t('fields.ends_on'), hint: t('hints.ends_on'), kind: 'date' },
  ];
}

/** A price of a product in a book: the one that is not given is asked. */
export function NewPrice({ of, onClose }: { of: Of; onClose: () => void }) {
  const { t } = useTranslation('price-books');
  const fields = useFields();
  const books = useBooks().data ?? [];
  const choices = books.map(({ id, name, currency }) => ({ value: id, label: `${name} (${currency})` }));
  const asked: FieldDescription =
    'product_id' in of
      ? { name: 'price_book_id', label: t('one'), kind: 'choice', choices, required: true }
      : { name: 'product_id', label: t('prices.product'), kind: 'product', required: true };
  return (
    <NewDialog
      title={t('prices.new')}
      ok={t('prices.create')}
      fields={[asked, ...fields]}
      initial={FIRST}
      call={(values) => createPrice({ ...values, ...of })}
      touches={TOUCHES}
      onClose={onClose}
    />
  );
}

/** What can be done to a price. */
export function PriceActions({ price }: { price: Price }) {
  const { t } = useTranslation('price-books');
  const [open, setOpen] = useState(false);
  const ask = useAsk();
  const deleting = useSaving(() => deletePrice(price.id), { touches: TOUCHES, said: t('prices.deleted') });
  const remove = async () => {
    if (await ask(t('prices.deleteTitle'), t('prices.deleteText'), t('delete.button')))
      deleting.mutate(undefined);
  };
  const items = [
    { key: 'edit', label: t('edit'), onClick: () => setOpen(true) },
    { key: 'delete', label: t('delete.button'), danger: true, onClick: () => void remove() },
  ];
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button type="text" icon={<MoreOutlined />} aria-label={t('edit')} />
      </Dropdown>
      {open && <Edit price={price} onClose={() => setOpen(false)} />}
    </>
  );
}

function Edit({ price, onClose }: { price: Price; onClose: () => void }) {
  const { t } = useTranslation('price-books');
  const fields = useFields();
  const edit = useEdit(price, {
    load: () => loadPrice(price.id),
    update: (version, changes) => updatePrice(price.id, version, changes),
    touches: TOUCHES,
    done: onClose,
  });
  return (
    <Modal open title={t('prices.edit')} footer={null} onCancel={onClose}>
      <EditForm edit={edit} fields={fields} />
    </Modal>
  );
}
