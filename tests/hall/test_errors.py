import inspect

from strategraph import errors


def test_every_error_is_exported_and_of_one_family() -> None:
    classes = {name: item for name, item in vars(errors).items() if inspect.isclass(item)}
    assert sorted(classes) == sorted(errors.__all__)
    assert all(issubclass(item, errors.StrategraphError) for item in classes.values())
    assert not any(issubclass(item, (ValueError, KeyError, OSError)) for item in classes.values())
