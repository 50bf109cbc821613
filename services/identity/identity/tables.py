"""Every table of identity, so that foreign keys between features find each other in each role."""

from identity.api_keys.models import ApiKey, ApiKeySecret
from identity.audit.models import Beginning, Entry, Seal, Verification
from identity.devices.models import Device
from identity.exports.models import Export
from identity.keys.models import SigningKey
from identity.organisation.models import Organisation
from identity.passwords.models import Credential
from identity.preferences.models import Preference
from identity.records import Base
from identity.roles.models import Role
from identity.second_factors.models import RecoveryCode, SecondFactor
from identity.sessions.models import Attempts, SignIn
from identity.teams.models import Team
from identity.users.models import User
from identity.views.models import SavedView

TABLES = (
    ApiKey,
    ApiKeySecret,
    Attempts,
    Credential,
    Device,
    Beginning,
    Entry,
    Export,
    Seal,
    Verification,
    Organisation,
    Preference,
    RecoveryCode,
    Role,
    SavedView,
    SecondFactor,
    SignIn,
    SigningKey,
    Team,
    User,
)
metadata = Base.metadata
