"""Removes all state. Needs no package, so that it works in a clone that was never set up."""

import shutil
import sys

from deploy.local.folders import data_folder, locked
from deploy.local.terminal import Refused


def main() -> None:
    data = data_folder()
    if not data.exists():
        print("There is no state to remove.")
        return
    try:
        with locked(data):
            shutil.rmtree(data)
    except Refused as error:
        sys.exit(str(error))
    except PermissionError as error:
        sys.exit(f"{error.filename} belongs to another user, perhaps root: run `make reset` as that user.")
    print(f"Removed {data}.")


if __name__ == "__main__":
    main()
