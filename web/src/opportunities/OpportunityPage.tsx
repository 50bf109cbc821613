import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ProblemError } from '../api/problems';
import { useLive } from '../app/live';
import { Gone } from '../ui/records/Gone';
import type { FieldDescription, SaveField } from '../ui/records/description';
import { History } from '../ui/records/History';
import { useReaches } from '../ui/records/may';
import { RecordPage, RecordRoom, RecordSkeleton } from '../ui/records/RecordPage';
import { useRecordSaving, type Saving } from '../ui/records/useRecordSaving';
import { ErrorState } from '../ui/states/ErrorState';
import { useOpportunityDescription } from './description';
import { OpportunityHeader } from './header/OpportunityHeader';
import { Lines } from './lines/Lines';
import { Roles } from './people/Roles';
import { useRolesField } from './people/field';
import { loadHistory, opportunityKey, useOpportunity, useShowSaved, type Opportunity } from './queries';
import { Visits } from './visits/Visits';

const TABS = ['lines', 'stages', 'history'] as const;
/** Fields that stand in the header, or with the lines. */
const ELSEWHERE = [
  ...['name', 'number', 'pipeline_id', 'stage_id', 'stage_since', 'status', 'probability'],
  ...['owner_id', 'base_amount', 'weighted_amount'],
];
/** What only a deal that is at its end has. */
const AT_END = ['closed_at', 'reason', 'reason_note'];

export function OpportunityPage() {
  const { id = '' } = useParams();
  return <OpportunityRecord id={id} />;
}

/** A deal: where it stands, what is in it, who has to do with it, how it came here. */
export function OpportunityRecord({ id }: { id: string }) {
  return (
    <RecordRoom>
      <Found id={id} />
    </RecordRoom>
  );
}

function Found({ id }: { id: string }) {
  const { t } = useTranslation('opportunities');
  const found = useOpportunity(id);
  useLive([`opportunity:${id}`]);
  const { refetch } = found;
  const reload = useCallback(() => void refetch(), [refetch]);
  const gone = found.error instanceof ProblemError && found.error.status === 404;
  if (gone) return <Gone action={<Link to="/opportunities">{t('back')}</Link>} />;
  if (found.data) return <Loaded key={id} deal={found.data} reload={reload} />;
  if (found.isError) return <ErrorState error={found.error} retry={reload} />;
  return <RecordSkeleton />;
}

function Loaded({ deal, reload }: { deal: Opportunity; reload: () => void }) {
  const description = useOpportunityDescription();
  const roles = useRolesField(deal.customer_id);
  const whole = useMemo(
    () => ({ ...description, fields: [...description.fields, roles] }),
    [description, roles],
  );
  const saving = useRecordSaving(whole, deal, useShowSaved(), reload);
  const reaches = useReaches();
  const may = deal.deleted_at === null && reaches('opportunity.update', deal);
  const open = deal.status === 'open';
  const fields = useShownFields(description.fields, deal);
  return (
    <RecordPage
      {...{ saving }}
      may={may && open}
      description={useMemo(() => ({ ...description, fields }), [description, fields])}
      record={deal}
      without={ELSEWHERE}
      tabs={TABS}
      header={(save) => <OpportunityHeader {...{ deal, may, save }} fields={description.fields} />}
      related={<Roles deal={deal} field={roles} save={may && open ? saving.save : null} />}
    >
      {(tab, save) => <Middle {...{ tab, deal, saving, save }} fields={whole.fields} />}
    </RecordPage>
  );
}

/** The amount of a deal with lines is what they come to; why it ended, only one that did can say. */
function useShownFields(fields: readonly FieldDescription[], deal: Opportunity) {
  const { t } = useTranslation('opportunities');
  const open = deal.status === 'open';
  const summed = (deal.lines?.length ?? 0) > 0;
  return useMemo(
    () =>
      fields
        .filter((one) => !open || !AT_END.includes(one.name))
        .map((one) =>
          one.name === 'amount' && summed ? { ...one, editable: false, hint: t('fromLines') } : one,
        ),
    [fields, open, summed, t],
  );
}

interface MiddleProps {
  tab: (typeof TABS)[number];
  deal: Opportunity;
  fields: readonly FieldDescription[];
  saving: Saving;
  save: SaveField | null;
}

function Middle({ tab, deal, fields, saving, save }: MiddleProps) {
  if (tab === 'history')
    return (
      <History
        queryKey={[...opportunityKey(deal.id), 'history']}
        load={(after) => loadHistory(deal.id, after)}
        fields={fields}
        record={deal}
        onPutBack={save}
      />
    );
  if (tab === 'stages') return <Visits deal={deal} />;
  return <Lines deal={deal} save={save === null ? null : saving.save} />;
}
