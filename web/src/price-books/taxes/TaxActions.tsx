import { MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EditForm } from '../../administration/shared/EditForm';
import { useAsk, useSaving } from '../../administration/shared/saving';
import { useEdit } from '../../administration/shared/useEdit';
import { PRICING } from '../../products/queries';
import type { FieldDescription } from '../../ui/records/description';
import { deleteTax, loadTax, TAXES, updateTax, type Tax } from './queries';

const TOUCHES = [TAXES, PRICING];

export function useTaxFields(): FieldDescription[] {
  const { t } = useTranslation('price-books');
  return [
    { name: 'name', label: t('fields.name'), kind: 'text', required: true },
    { name: 'rate', label: t('taxes.rate'), hint: t('taxes.rateHint'), kind: 'number', required: true },
  ];
}

/** What can be done to a tax. */
export function TaxActions({ tax }: { tax: Tax }) {
  const { t } = useTranslation('price-books');
  const shared = useTranslation('administration').t;
  const [open, setOpen] = useState(false);
  const ask = useAsk();
  const { id, name } = tax;
  const deleting = useSaving(() => deleteTax(id), { touches: TOUCHES, said: t('taxes.deleted', { name }) });
  const remove = async () => {
    if (await ask(t('taxes.deleteTitle', { name }), t('taxes.deleteText'), t('delete.button')))
      deleting.mutate(undefined);
  };
  const items = [
    { key: 'edit', label: t('edit'), onClick: () => setOpen(true) },
    { key: 'delete', label: t('delete.button'), danger: true, onClick: () => void remove() },
  ];
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button type="text" icon={<MoreOutlined />} aria-label={shared('actionsFor', { name })} />
      </Dropdown>
      {open && <Edit tax={tax} onClose={() => setOpen(false)} />}
    </>
  );
}

function Edit({ tax, onClose }: { tax: Tax; onClose: () => void }) {
  const fields = useTaxFields();
  const edit = useEdit(tax, {
    load: () => loadTax(tax.id),
    update: (version, changes) => updateTax(tax.id, version, changes),
    touches: TOUCHES,
    done: onClose,
  });
  return (
    <Modal open title={tax.name} footer={null} onCancel={onClose}>
      <EditForm edit={edit} fields={fields} />
    </Modal>
  );
}
