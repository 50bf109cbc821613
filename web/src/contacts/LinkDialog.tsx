import { Alert, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkFields } from './LinkFields';
import { type LinkDraft } from './links';
import { linkOf, useSetLink, type Contact, type LinkRead } from './queries';
import { useProblemText } from '../ui/problems';

interface Props {
  contact: Contact;
  /** What is said now; none: at another customer. */
  link?: LinkRead;
  onClose: () => void;
}

/** What a contact is at one customer. */
export function LinkDialog({ contact, link, onClose }: Props) {
  const { t } = useTranslation('contacts');
  const problem = useProblemText();
  const { mutate: put, isPending, error } = useSetLink(contact.id);
  const [draft, setDraft] = useState<LinkDraft>(() =>
    link ? { customerId: link.customer_id, ...linkOf(link) } : { customerId: null, primary: false },
  );
  const { customerId, ...rest } = draft;
  const save = () => {
    if (customerId) put({ customerId, link: rest }, { onSuccess: onClose });
  };
  return (
    <Modal
      open
      title={link ? t('links.edit', { customer: link.customer_name }) : t('links.add')}
      okText={t('links.save')}
      cancelText={t('links.cancel')}
      okButtonProps={{ disabled: !customerId }}
      confirmLoading={isPending}
      onOk={save}
      onCancel={onClose}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <LinkFields draft={draft} onChange={setDraft} contactId={contact.id} fixed={link !== undefined} />
        {error && <Alert type="error" title={problem(error)} />}
        <button type="submit" hidden />
      </form>
    </Modal>
  );
}
