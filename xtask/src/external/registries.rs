//! Packages of npm and of PyPI, which some commands install below `target/`.

use crate::files::{self, write_if_changed};
use crate::project;
use miette::{IntoDiagnostic, Result, miette};
use std::{
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// A package of npm.
#[derive(Debug, Clone, Copy)]
pub struct Package {
    /// Its name.
    pub name: &'static str,
    /// A version, or a range of versions.
    pub version: &'static str,
}

/// The directory of a package of npm, which is installed below `directory` if it is not there.
/// `need` says in a message who needs Node.js.
///
/// # Errors
///
/// If there is no npm or the package cannot be installed.
pub fn npm_package(directory: &Path, package: Package, need: &str) -> Result<PathBuf> {
    Ok(npm_packages(directory, &[package], need)?.join(package.name))
}

/// The directory that has the packages of npm, which are installed below `directory` if one of
/// them is not there. `need` says in a message who needs Node.js.
///
/// # Errors
///
/// If there is no npm or a package cannot be installed.
pub fn npm_packages(directory: &Path, packages: &[Package], need: &str) -> Result<PathBuf> {
    let modules = directory.join("node_modules");
    let wanted = packages
        .iter()
        .map(|package| format!("{}@{}", package.name, package.version))
        .collect::<Vec<_>>();
    let list = wanted.join(" ");
    // npm would find the same versions again, but asks its registry to do so.
    let mark = directory.join(format!("{}.version", packages[0].name.replace('/', "-")));
    let are_there = || {
        let is_there = |package: &Package| modules.join(package.name).is_dir();
        packages.iter().all(is_there)
    };
    if are_there() && fs::read_to_string(&mark).is_ok_and(|found| found == list) {
        return Ok(modules);
    }
    require_node("npm", need)?;
    println!("Installing {list} in {}", project::display(directory));
    files::create_dir(directory)?;
    let status = npm()
        .args(["install", "--no-audit", "--no-fund", "--legacy-peer-deps"])
        .args(["--loglevel", "error", "--prefix"])
        .arg(directory)
        .args(&wanted)
        .status()
        .into_diagnostic()?;
    if !status.success() || !are_there() {
        return Err(miette!(
            help = "see what npm says above; it needs access to its registry",
            "{} could not be installed",
            wanted[0]
        ));
    }
    files::write(&mark, &list)?;
    Ok(modules)
}

/// Fails with what to do if a program of Node.js is not there.
///
/// # Errors
///
/// If it is not there.
pub fn require_node(program: &str, need: &str) -> Result<()> {
    let mut command = if program == "npm" {
        npm()
    } else {
        Command::new(program)
    };
    let found = command
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    match found {
        Ok(status) if status.success() => Ok(()),
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error).into_diagnostic(),
        _ => Err(miette!(
            help = "install Node.js 18 or newer, with npm; only some commands need it",
            "`{program}` was not found; {need}"
        )),
    }
}

fn npm() -> Command {
    Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

/// The Python of a virtual environment below `directory` that has what `requirements` lists, the
/// text of a requirements file. `need` says in a message what Python is for.
///
/// # Errors
///
/// If there is no Python or the packages cannot be installed.
pub fn python(directory: &Path, requirements: &str, need: &str) -> Result<PathBuf> {
    let environment = directory.join("venv");
    let bin = environment.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let python = bin.join("python");
    let mark = environment.join("requirements.txt");
    if fs::read_to_string(&mark).ok().as_deref() == Some(requirements) {
        return Ok(python);
    }
    let list = directory.join("requirements.txt");
    write_if_changed(&list, requirements)?;
    let system = if cfg!(windows) { "python" } else { "python3" };
    let help = format!("install Python 3.9 or newer with its module `venv`: {need}");
    output(Command::new(system).args(["-m", "venv"]).arg(&environment))
        .map_err(|error| miette!(help = help, "{error}"))?;
    output(
        Command::new(&python)
            .args(["-m", "pip", "install", "--quiet"])
            .args(["--disable-pip-version-check", "--requirement"])
            .arg(&list),
    )?;
    write_if_changed(&mark, requirements)?;
    Ok(python)
}

/// The directory of a module that a Python has.
///
/// # Errors
///
/// If it does not have it.
pub fn module(python: &Path, name: &str) -> Result<PathBuf> {
    let program = format!("import {name}, os; print(os.path.dirname({name}.__file__))");
    let directory = output(Command::new(python).args(["-c", &program]))?;
    Ok(PathBuf::from(directory.trim_end()))
}

/// What a command prints.
///
/// # Errors
///
/// If it cannot be run or fails, with what it says.
pub fn output(command: &mut Command) -> Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command
        .output()
        .map_err(|error| miette!("cannot run {name}: {error}"))?;
    if output.status.success() {
        String::from_utf8(output.stdout).into_diagnostic()
    } else {
        Err(miette!(
            "{name} failed ({}): {}",
            output.status,
            String::from_utf8_lossy(&output.stderr).trim_end()
        ))
    }
}
