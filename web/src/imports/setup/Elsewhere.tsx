import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Service } from '../../ui/operations/services';
import { BeginButton } from '../BeginButton';
import type { ImportDetailed } from '../calls';
import { useFieldNames } from '../fields/fieldNames';
import { useElsewhere, useHandOver } from '../handing';

interface Props {
  job: ImportDetailed;
  sheet: string;
  target: string | null;
}

/** That the rows are not imported here, and the way to where they are. */
export function Elsewhere({ job, sheet, target }: Props) {
  const service = useElsewhere()(target);
  return service && target && <Way job={job} sheet={sheet} target={target} service={service} />;
}

function Way({ job, sheet, target, service }: Props & { target: string; service: Service }) {
  const { t } = useTranslation('imports');
  const names = useFieldNames();
  const handOver = useHandOver(job, service);
  const says = { target: names.target(target), where: t(`services.${service}`) };
  return (
    <Alert
      type={handOver ? 'info' : 'warning'}
      showIcon
      title={t('elsewhere.title', says)}
      description={t(handOver ? 'elsewhere.text' : 'elsewhere.mayNot', says)}
      action={
        handOver && (
          <BeginButton type="primary" begin={() => handOver(sheet)}>
            {t('elsewhere.go')}
          </BeginButton>
        )
      }
    />
  );
}
