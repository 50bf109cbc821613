import { useTranslation } from 'react-i18next';
import { Doors } from './Doors';
import { forgetDevice, useOwnDevices } from './sessions';

/** With what one signed in before, so that it is known again. */
export function DevicesPart() {
  const { t } = useTranslation('me');
  return (
    <Doors
      name="devices"
      found={useOwnDevices()}
      read={(one) => ({ ...one, agent: one.name, at: one.used_at })}
      end={forgetDevice}
      words={{
        title: t('devices.title'),
        text: t('devices.text'),
        current: t('devices.current'),
        end: t('devices.end'),
        sure: t('devices.sure'),
      }}
    />
  );
}
