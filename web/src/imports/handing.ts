/** A file whose rows are another service's is given on to it: nobody has to upload it again. */
import { useNavigate } from 'react-router';
import { useMe } from '../session/session';
import { SERVICES, useServices, type Service } from '../ui/operations/services';
import { choose, isOpen, uploaded, useImportActs, useTargets, type ImportDetailed } from './calls';
import { pageOf, useService } from './place';
import { send } from './upload';

/** What the rows of a sheet belong to, when that is not the service of the page. */
export function useElsewhere(): (target: string | null) => Service | undefined {
  const targets = useTargets().data ?? [];
  return (target) => {
    const belongs = targets.find((one) => one.name === target)?.belongs_to;
    return SERVICES.find((one) => one === belongs);
  };
}

/** Uploads the file there and goes on with the sheet; undefined for whoever may not. */
export function useHandOver(job: ImportDetailed, to: Service) {
  const from = useService();
  const go = useNavigate();
  const { cancel } = useImportActs();
  const mine = useMe().id === job.requested_by;
  if (!useServices('import').includes(to) || !mine) return undefined;
  return async (sheet: string) => {
    const made = await send(to, new File([await uploaded(from, job.id)], job.file_name));
    if (made.sheet !== sheet) await choose(to, made.id, { sheet });
    if (isOpen(job.state) && job.layout.sheets.length === 1) await cancel(job.id); // nothing else is in it
    void go(`${pageOf(to, made.id)}?step=file`);
  };
}
