import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { AssignButton } from '../../ui/records/AssignButton';
import { useReaches } from '../../ui/records/may';
import { RecordMenu } from '../../ui/records/RecordMenu';
import { useDeletion } from '../../ui/records/useDeletion';
import * as calls from '../queries';
import { useListed, useShowSaved, type Contract } from '../queries';
import { SignDialog } from './SignDialog';
import { TerminateDialog } from './TerminateDialog';

/** What comes next for a contract in its state. */
export function Actions({ contract, may }: { contract: Contract; may: boolean }) {
  const { t } = useTranslation('contracts');
  const reaches = useReaches();
  const show = useShowSaved();
  const listed = useListed();
  const onDelete = useDelete(contract);
  const [act, setAct] = useState<'sign' | 'terminate' | null>(null);
  const live = contract.deleted_at === null;
  const draft = live && contract.state === 'draft';
  const given = (saved: Contract) => {
    show(saved);
    listed();
  };
  const dialog = { contract, onDone: given, onClose: () => setAct(null) };
  return (
    <>
      {may && draft && (
        <Button type="primary" onClick={() => setAct('sign')}>
          {t('sign.button')}
        </Button>
      )}
      {may && contract.state === 'active' && contract.terminated_on === null && (
        <Button onClick={() => setAct('terminate')}>{t('terminate.button')}</Button>
      )}
      {live && reaches('contract.assign', contract) && (
        <AssignButton
          record={contract}
          assign={(to) => calls.assignContract(contract.id, to)}
          onDone={given}
        />
      )}
      <RecordMenu
        thing="contract"
        record={{ id: contract.id, name: contract.number }}
        onDelete={draft && reaches('contract.delete', contract) ? onDelete : undefined}
      />
      {act === 'sign' && <SignDialog {...dialog} />}
      {act === 'terminate' && <TerminateDialog {...dialog} />}
    </>
  );
}

function useDelete({ id, number }: Contract): () => void {
  const { t } = useTranslation('contracts');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const show = useShowSaved();
  const listed = useListed();
  return useDeletion({
    record: { id, name: number },
    text: t('delete.text'),
    remove: () => calls.deleteContract(id).then(listed),
    restore: async () => {
      show(await calls.restoreContract(id));
      listed();
    },
    onLeft: () =>
      void Promise.resolve(navigate('/contracts')).then(() =>
        queries.removeQueries({ queryKey: calls.contractKey(id) }),
      ),
    onBack: () => void navigate(`/contracts/${id}`),
  });
}
